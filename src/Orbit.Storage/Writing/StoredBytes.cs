using System.Buffers;
using System.IO.Hashing;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>Hashes what the store has of a write that is not published yet: in order, by a small buffer, and from where it broke off where a try fails.</summary>
internal sealed class StoredBytes(IReadBackSink sink, WriteSettings settings)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Reads and hashes.</summary>
    /// <returns>XXH3-128 of the bytes; null where the store has fewer.</returns>
    public ValueTask<UInt128?> TryHashAsync(ByteSpan span, CancellationToken cancellationToken) => settings.Retry.ExecuteAsync(
        static (call, token) => call.self.ReadOnAsync(call.progress, token), (self: this, progress: new Progress(span)), cancellationToken);

    private async ValueTask<UInt128?> ReadOnAsync(Progress progress, CancellationToken cancellationToken)
    {
        if (progress.Rest.Length == 0)
        {
            return progress.Hash.GetCurrentHashAsUInt128();
        }

        IRangeBody body = await OpenAsync(progress.Rest, cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            // Goes back only after a good end: who gave up waiting may still be answered.
            byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            bool isWhole = await ReadAsync(body, buffer, progress, cancellationToken).ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(buffer);
            return isWhole ? progress.Hash.GetCurrentHashAsUInt128() : null;
        }
    }

    private async ValueTask<bool> ReadAsync(IRangeBody body, byte[] buffer, Progress progress, CancellationToken cancellationToken)
    {
        while (progress.Rest.Length > 0)
        {
            Memory<byte> room = buffer.AsMemory(0, (int)Math.Min(buffer.Length, progress.Rest.Length));
            int count = await OperationDeadline.RunAsync(
                static (call, token) => call.body.ReadAsync(call.room, token).AsTask(), (body, room), settings.Deadlines.Idle, settings.Time, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return false;
            }

            progress.Take(room.Span[..count]);
        }

        return true;
    }

    private async ValueTask<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        try
        {
            return new GuardedRangeBody(
                await OperationDeadline.RunAsync(static (call, token) => call.sink.ReadBackAsync(call.span, token), (sink, span), settings.Deadlines.Operation, settings.Time, cancellationToken).ConfigureAwait(false),
                settings.Translator);
        }
        catch (Exception failure) when (settings.Translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }

    private sealed class Progress(ByteSpan span)
    {
        public XxHash128 Hash { get; } = new();

        public ByteSpan Rest { get; private set; } = span;

        public void Take(ReadOnlySpan<byte> bytes)
        {
            Hash.Append(bytes);
            Rest = new ByteSpan(Rest.Offset + bytes.Length, Rest.Length - bytes.Length);
        }
    }
}
