using System.IO.Pipelines;
using System.Text;
using Orbit.Storage.Decorators;

namespace Orbit.Storage.Tests.Transfers;

/// <summary>A store that takes five bytes and keeps five others.</summary>
internal sealed class DamagingBackend(IStorageBackend inner) : DelegatingBackend(inner)
{
    public override async Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ReadResult read = await source.ReadAtLeastAsync(5, cancellationToken);
        source.AdvanceTo(read.Buffer.End);
        await source.CompleteAsync();
        return await Inner.WriteBytesAsync(path, Encoding.UTF8.GetBytes("wrong"), null, cancellationToken);
    }
}
