using System.Runtime.CompilerServices;
using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Transport;

/// <summary>Stands before a backend's body: translates failures and counts bytes.</summary>
internal sealed class GuardedRangeBody(IRangeBody body, FailureTranslator translator) : IRangeBody
{
    public ByteSpan Span => body.Span;

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ValueTask<int> read;
        try
        {
            read = body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception failure) when (translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }

        if (!read.IsCompletedSuccessfully)
        {
            return AwaitAsync(read, translator);
        }

        int count = read.Result;
        StorageTelemetry.BytesRead.Add(count);
        return new ValueTask<int>(count);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await body.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }

    // Pooled: every read of a network body passes here.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> AwaitAsync(ValueTask<int> read, FailureTranslator translator)
    {
        try
        {
            int count = await read.ConfigureAwait(false);
            StorageTelemetry.BytesRead.Add(count);
            return count;
        }
        catch (Exception failure) when (translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }
}
