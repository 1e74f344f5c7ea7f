using System.IO.Pipelines;

namespace Orbit.Storage.S3.Double.Content;

/// <summary>A piece of another content, as UploadPartCopy takes it.</summary>
internal sealed class ContentSlice(ObjectContent whole, long start, long length) : ObjectContent(length)
{
    public override ValueTask WriteToAsync(PipeWriter output, long offset, long count, CancellationToken cancellationToken) =>
        whole.WriteToAsync(output, start + offset, count, cancellationToken);
}
