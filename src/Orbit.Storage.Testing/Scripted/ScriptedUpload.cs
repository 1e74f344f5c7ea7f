using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Hashing;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Scripted;

/// <summary>The parts of one object that the scripted server holds until they are completed, whoever sent them.</summary>
internal sealed class ScriptedUpload(StoragePath path)
{
    private readonly ConcurrentDictionary<int, byte[]> _parts = new();

    public string Id { get; } = Guid.NewGuid().ToString("N");

    public StoragePath Path => path;

    public IReadOnlyList<PartReceipt> Receipts => [.. _parts.OrderBy(part => part.Key).Select(part => Receipt(part.Key, part.Value, null))];

    public PartReceipt Put(PartContent part, byte[] bytes)
    {
        _parts[part.Index] = bytes;
        return Receipt(part.Index, bytes, part.Crc32);
    }

    public byte[] Join(StorageCapabilities can, IReadOnlyList<PartReceipt> parts, long length)
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
            long smallest = isLast ? 1 : can.EqualParts ? _parts[0].Length : can.MinPartSize;
            long largest = can.EqualParts ? _parts[0].Length : can.MaxPartSize ?? long.MaxValue;
            if (part.Length < smallest || part.Length > largest)
            {
                throw new InvalidOperationException($"Part {i} has {part.Length} bytes; the store takes {smallest} to {largest}.");
            }

            if (parts[i].ETag != Tag(part))
            {
                throw new InvalidOperationException($"Part {i} is not the one that the upload was completed with.");
            }

            part.CopyTo(content, offset);
            offset += part.Length;
        }

        return offset == length ? content : throw new InvalidOperationException($"The parts have {offset} bytes together; {length} were announced.");
    }

    private static PartReceipt Receipt(int index, byte[] bytes, uint? crc32) => new(index, bytes.Length) { ETag = Tag(bytes), Crc32 = crc32 };

    private static string Tag(byte[] bytes) => XxHash3.HashToUInt64(bytes).ToString("x16", CultureInfo.InvariantCulture);
}
