using System.Buffers;
using System.IO.Pipelines;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>Moves the bytes of a pipe into a sink, part by part.</summary>
internal sealed class PartPump(SlabChain chain, PipeReader source, IPartSink sink, PartPlan plan, ContentHasher? hasher, RetryPolicy retry, bool withCrc)
{
    private readonly PartLedger _ledger = new();
    private long _bytes;
    private bool _isAtEnd;

    public async Task<WriteResult> RunAsync(FailureTranslator translator, CancellationToken cancellationToken)
    {
        for (int index = 0; ; index++)
        {
            long offset = _bytes;
            chain.Clear();
            await FillAsync(plan.SizeOf(index, offset), translator, cancellationToken).ConfigureAwait(false);
            if (_isAtEnd && plan.Length is { } length && length != _bytes)
            {
                throw translator.Refuse(new StorageFault(StorageErrorKind.LengthMismatch, $"the content ended after {_bytes} bytes where ExpectedLength says {length}."));
            }

            if (_isAtEnd && hasher?.Verify() is { } mismatch)
            {
                throw translator.Refuse(mismatch);
            }

            MemoryPartContent part = new(index, offset, chain.Bytes) { Crc32 = withCrc ? Crc() : null };
            if (index == 0 && _isAtEnd)
            {
                return await retry.ExecuteAsync(
                    static (call, token) => new ValueTask<WriteResult>(call.sink.WriteWholeAsync(call.part, token)), (sink, part), cancellationToken).ConfigureAwait(false);
            }

            if (index == 0)
            {
                await retry.ExecuteAsync(static async (sink, token) =>
                {
                    await sink.BeginAsync(token).ConfigureAwait(false);
                    return true;
                }, sink, cancellationToken).ConfigureAwait(false);
            }

            if (part.Length > 0)
            {
                if (plan.CheckCount(index) is { } fault)
                {
                    throw translator.Refuse(fault);
                }

                PartReceipt? receipt = await retry.ExecuteAsync(
                    static (call, token) => new ValueTask<PartReceipt?>(call.sink.WritePartAsync(call.part, token)), (sink, part), cancellationToken).ConfigureAwait(false);
                _ledger.Add(part, receipt);
            }

            if (_isAtEnd)
            {
                IReadOnlyList<PartReceipt> receipts = _ledger.Close(part.Length > 0 ? index + 1 : index);
                return await retry.ExecuteAsync(
                    static (call, token) => new ValueTask<WriteResult>(call.sink.CompleteAsync(call.receipts, call.bytes, token)),
                    (sink, receipts, bytes: _bytes), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask FillAsync(long size, FailureTranslator translator, CancellationToken cancellationToken)
    {
        while (!_isAtEnd)
        {
            ReadResult result = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> bytes = result.Buffer;
            long room = size - chain.Length;
            if (room == 0 && !bytes.IsEmpty)
            {
                source.AdvanceTo(bytes.Start);
                if (plan.Length is { } length && length == _bytes)
                {
                    throw translator.Refuse(new StorageFault(StorageErrorKind.LengthMismatch, $"the content is longer than the {length} bytes that ExpectedLength says."));
                }

                return;
            }

            ReadOnlySequence<byte> taken = bytes.Slice(0, Math.Min(room, bytes.Length));
            foreach (ReadOnlyMemory<byte> piece in taken)
            {
                Append(piece.Span);
            }

            _isAtEnd = result.IsCompleted && taken.Length == bytes.Length;
            source.AdvanceTo(taken.End);
            if (plan.CheckLength(_bytes) is { } fault)
            {
                throw translator.Refuse(fault);
            }
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        hasher?.Append(bytes);
        _bytes += bytes.Length;
        while (!bytes.IsEmpty)
        {
            Memory<byte> memory = chain.GetMemory();
            int count = Math.Min(memory.Length, bytes.Length);
            bytes[..count].CopyTo(memory.Span);
            chain.Advance(count);
            bytes = bytes[count..];
        }
    }

    private uint Crc()
    {
        System.IO.Hashing.Crc32 crc = new();
        foreach (ReadOnlyMemory<byte> piece in chain.Bytes)
        {
            crc.Append(piece.Span);
        }

        return crc.GetCurrentHashAsUInt32();
    }
}
