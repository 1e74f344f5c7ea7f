using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Scripted;

/// <summary>Writes to the scripted server, which holds the engine to the limits it was told.</summary>
internal sealed class ScriptedPartSink(ScriptedBackend backend, WriteRequest request) : IPartSink
{
    private readonly ConcurrentDictionary<int, byte[]> _parts = new();
    private bool _isOpen;

    public Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.WriteWhole, request.Path) { PartIndex = content.Index, Span = new ByteSpan(content.Offset, content.Length) },
            async (_, token) => backend.Store.Put(request.Path, await ReadAsync(content, token).ConfigureAwait(false), request.Options),
            cancellationToken);

    public Task BeginAsync(CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.BeginParts, request.Path),
            (_, _) =>
            {
                _isOpen = true;
                backend.CountUpload(1);
                return Task.FromResult(true);
            },
            cancellationToken);

    public Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.WritePart, request.Path) { PartIndex = part.Index, Span = new ByteSpan(part.Offset, part.Length) },
            async (fault, token) =>
            {
                if (!_isOpen)
                {
                    throw new InvalidOperationException("A part was sent outside of an upload.");
                }

                if (part.Index >= backend.Capabilities.MaxParts)
                {
                    throw new InvalidOperationException($"Part {part.Index} was sent to a store that takes {backend.Capabilities.MaxParts}.");
                }

                byte[] bytes = await ReadAsync(part, token).ConfigureAwait(false);
                bool isRepeat = _parts.TryGetValue(part.Index, out byte[]? before);
                if (isRepeat && !before.AsSpan().SequenceEqual(bytes))
                {
                    throw new InvalidOperationException($"Part {part.Index} was sent again with other bytes.");
                }

                _parts[part.Index] = bytes;
                PartReceipt? receipt = new(part.Index, part.Length) { ETag = part.Index.ToString(CultureInfo.InvariantCulture), Crc32 = part.Crc32 };
                return fault?.Receipt is { } change ? change(receipt) : receipt;
            },
            cancellationToken);

    public Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.CompleteParts, request.Path) { Count = parts.Count, Span = new ByteSpan(0, length) },
            (_, _) =>
            {
                if (!_isOpen)
                {
                    throw ScriptedStore.Failure(StorageErrorKind.NotFound, "there is no such upload.");
                }

                WriteResult result = backend.Store.Put(request.Path, Join(parts, length), request.Options);
                Close();
                return Task.FromResult(result);
            },
            cancellationToken);

    public Task AbortAsync(CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.AbortParts, request.Path),
            (_, _) =>
            {
                Close();
                return Task.FromResult(true);
            },
            cancellationToken);

    public ValueTask DisposeAsync()
    {
        backend.CountHandle(-1);
        return default;
    }

    private static async Task<byte[]> ReadAsync(PartContent content, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[content.Length];
        if (content.TryGetMemory(out ReadOnlySequence<byte> memory))
        {
            memory.CopyTo(bytes);
            return bytes;
        }

        Stream stream = content.OpenStream();
        await using (stream.ConfigureAwait(false))
        {
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
    }

    private void Close()
    {
        backend.CountUpload(_isOpen ? -1 : 0);
        _isOpen = false;
    }

    private byte[] Join(IReadOnlyList<PartReceipt> parts, long length)
    {
        byte[] content = new byte[length];
        long offset = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i].Index != i || !_parts.TryGetValue(i, out byte[]? part))
            {
                throw new InvalidOperationException($"The upload was completed without part {i}.");
            }

            bool isLast = i == parts.Count - 1;
            long smallest = isLast ? 1 : backend.Capabilities.EqualParts ? _parts[0].Length : backend.Capabilities.MinPartSize;
            long largest = backend.Capabilities.EqualParts ? _parts[0].Length : backend.Capabilities.MaxPartSize ?? long.MaxValue;
            if (part.Length < smallest || part.Length > largest)
            {
                throw new InvalidOperationException($"Part {i} has {part.Length} bytes; the store takes {smallest} to {largest}.");
            }

            part.CopyTo(content, offset);
            offset += part.Length;
        }

        return offset == length ? content : throw new InvalidOperationException($"The parts have {offset} bytes together; {length} were announced.");
    }
}
