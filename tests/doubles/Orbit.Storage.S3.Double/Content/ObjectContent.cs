using System.IO.Pipelines;

namespace Orbit.Storage.S3.Double.Content;

/// <summary>The bytes of an object, or what is kept of them.</summary>
internal abstract class ObjectContent(long length)
{
    public long Length { get; } = length;

    /// <summary>The CRC-32 of all of them, where it is known.</summary>
    public uint? Checksum { get; init; }

    public abstract ValueTask WriteToAsync(PipeWriter output, long offset, long count, CancellationToken cancellationToken);
}
