using System.IO.Hashing;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Memory;

/// <summary>
/// Takes parts in any order and shows the object in one step, the conditions decided in it. What the options state as a limit it enforces,
/// as a store would, so that an engine that breaks one is found out here.
/// </summary>
internal sealed class MemoryPartSink(MemoryEntries entries, MemoryUsage usage, StorageCapabilities limits, WriteRequest request) : IPartSink
{
    private readonly object _gate = new();
    private readonly SortedDictionary<int, MemoryContent> _parts = [];
    private bool _isBegun;

    public async Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        await StoreAsync(content, cancellationToken).ConfigureAwait(false);
        return Publish(content.Length);
    }

    public Task BeginAsync(CancellationToken cancellationToken)
    {
        _isBegun = true;
        usage.WriteBegins();
        return Task.CompletedTask;
    }

    public async Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken)
    {
        if (part.Index >= limits.MaxParts)
        {
            throw new StorageException(StorageErrorKind.TooLarge, $"part {part.Index} is one more than the {limits.MaxParts} that a write may have.");
        }

        await StoreAsync(part, cancellationToken).ConfigureAwait(false);
        return new PartReceipt(part.Index, part.Length) { ETag = $"{part.Index:x}-{part.Length:x}", Crc32 = part.Crc32 };
    }

    public Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            MemoryContent? part = parts[i].Index == i ? _parts.GetValueOrDefault(i) : null;
            if (part is null)
            {
                throw new StorageException(StorageErrorKind.Other, $"missing part {i} of {parts.Count}; nothing was published.");
            }

            bool isLast = i == parts.Count - 1;
            if ((!isLast && part.Length < limits.MinPartSize) || (limits.EqualParts && (isLast ? part.Length > _parts[0].Length : part.Length != _parts[0].Length)))
            {
                throw new StorageException(StorageErrorKind.Other, $"part {i} has {part.Length} bytes, which the store does not take in this place; nothing was published.");
            }
        }

        if (_parts.Count != parts.Count)
        {
            throw new StorageException(StorageErrorKind.Other, $"{_parts.Count} parts were written but {parts.Count} are to be published; nothing was.");
        }

        WriteResult result = Publish(length);
        End();
        return Task.FromResult(result);
    }

    public Task AbortAsync(CancellationToken cancellationToken)
    {
        End();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        entries.Refund(_parts.Values.Sum(static part => part.Length));
        _parts.Clear();
        return default;
    }

    private async Task StoreAsync(PartContent part, CancellationToken cancellationToken)
    {
        if (part.Length > limits.MaxPartSize)
        {
            throw new StorageException(StorageErrorKind.TooLarge, $"a part of {part.Length} bytes is larger than the {limits.MaxPartSize} that one may have.");
        }

        entries.Charge(part.Length);
        long refund = part.Length;
        try
        {
            MemoryContent stored = await MemoryContent.TakeAsync(part, cancellationToken).ConfigureAwait(false);
            Verify(part, stored);
            lock (_gate)
            {
                // A repeated part takes the place, and the charge, of its first try.
                refund = _parts.TryGetValue(part.Index, out MemoryContent? replaced) ? replaced.Length : 0;
                _parts[part.Index] = stored;
            }
        }
        finally
        {
            entries.Refund(refund);
        }
    }

    private static void Verify(PartContent part, MemoryContent stored)
    {
        if (part.Crc32 is not { } expected)
        {
            return;
        }

        Crc32 crc = new();
        foreach (ReadOnlyMemory<byte> chunk in stored.Chunks)
        {
            crc.Append(chunk.Span);
        }

        if (crc.GetCurrentHashAsUInt32() != expected)
        {
            throw new StorageException(StorageErrorKind.ChecksumMismatch, $"part {part.Index} arrived with CRC-32 {crc.GetCurrentHashAsUInt32():x8}, not {expected:x8}.");
        }
    }

    private WriteResult Publish(long length)
    {
        MemoryContent content = MemoryContent.Join(_parts.Values);
        if (content.Length != length)
        {
            throw new StorageException(StorageErrorKind.LengthMismatch, $"the parts hold {content.Length} bytes, not {length}; nothing was published.");
        }

        if (length > limits.MaxObjectSize)
        {
            throw new StorageException(StorageErrorKind.TooLarge, $"{length} bytes are more than the {limits.MaxObjectSize} that one object can hold.");
        }

        MemoryNode node = entries.Publish(request, content);
        _parts.Clear();
        return new WriteResult(request.Path, length) { ETag = node.ETag, LastModified = node.LastModified, VersionId = node.VersionId };
    }

    private void End()
    {
        if (_isBegun)
        {
            _isBegun = false;
            usage.WriteEnds();
        }
    }
}
