using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Orbit.Storage.Decorators;

/// <summary>Lets failures of a read name the path as its caller knows it.</summary>
internal sealed class SubPathReader(PipeReader inner, SubPathMap map) : DelegatingPipeReader(inner)
{
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> read = Inner.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? read : AwaitAsync(read);
    }

    public override bool TryRead(out ReadResult result)
    {
        try
        {
            return Inner.TryRead(out result);
        }
        catch (StorageException failure)
        {
            throw map.Out(failure);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> AwaitAsync(ValueTask<ReadResult> read)
    {
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (StorageException failure)
        {
            throw map.Out(failure);
        }
    }
}
