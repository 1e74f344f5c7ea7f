using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Orbit.Storage.Transfers.Sorting;

namespace Orbit.Storage.Transfers.Trees;

/// <summary>Turns entries into records and back: what comparing and copying need of them.</summary>
internal sealed class TreeItemCodec(IStorageBackend backend, StoragePath root)
{
    private const int HasSize = 1;
    private const int HasTime = 2;
    private const int HasPermissions = 4;
    private const int HasTag = 8;
    private const int FixedSize = 24;

    private readonly ArrayBufferWriter<byte> _key = new();
    private readonly ArrayBufferWriter<byte> _value = new();

    public void Add(RecordSorter sorter, TreeItem item)
    {
        StorageEntry entry = item.Entry;
        _key.ResetWrittenCount();
        Encoding.UTF8.GetBytes(item.Key, _key);
        _value.ResetWrittenCount();
        Span<byte> value = _value.GetSpan(FixedSize);
        int flags = (entry.Size is null ? 0 : HasSize) | (entry.LastModified is null ? 0 : HasTime) | (entry.Permissions is null ? 0 : HasPermissions) | (entry.ETag is null ? 0 : HasTag);
        value[0] = (byte)flags;
        value[1] = (byte)item.Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(value[2..], (ushort)(entry.Permissions ?? 0));
        BinaryPrimitives.WriteInt64LittleEndian(value[4..], entry.Size ?? 0);
        BinaryPrimitives.WriteInt64LittleEndian(value[12..], entry.LastModified?.UtcTicks ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(value[20..], entry.ETag is null ? 0 : Encoding.UTF8.GetByteCount(entry.ETag));
        _value.Advance(FixedSize);
        if (entry.ETag is not null)
        {
            Encoding.UTF8.GetBytes(entry.ETag, _value);
        }

        if (item.Key != item.Path.Value && !(item.IsDirectory && item.Key.Length == item.Path.Value.Length + 1 && item.Key.StartsWith(item.Path.Value, StringComparison.Ordinal)))
        {
            Encoding.UTF8.GetBytes(item.Path.Value, _value);
        }

        sorter.Add(_key.WrittenSpan, _value.WrittenSpan);
    }

    public TreeItem Read(in SortedRecord record)
    {
        ReadOnlySpan<byte> value = record.Value.Span;
        string key = Encoding.UTF8.GetString(record.Key.Span);
        StorageEntryKind kind = (StorageEntryKind)value[1];
        int tagLength = BinaryPrimitives.ReadInt32LittleEndian(value[20..]);
        ReadOnlySpan<byte> kept = value[(FixedSize + tagLength)..];
        string path = !kept.IsEmpty ? Encoding.UTF8.GetString(kept) : kind == StorageEntryKind.Directory ? key[..^1] : key;
        StoragePath relative = StoragePath.FromStoredName(path, backend);
        int flags = value[0];
        StorageEntry entry = new(root.Combine(relative), kind)
        {
            Size = (flags & HasSize) == 0 ? null : BinaryPrimitives.ReadInt64LittleEndian(value[4..]),
            LastModified = (flags & HasTime) == 0 ? null : new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(value[12..]), TimeSpan.Zero),
            Permissions = (flags & HasPermissions) == 0 ? null : (UnixFileMode)BinaryPrimitives.ReadUInt16LittleEndian(value[2..]),
            ETag = (flags & HasTag) == 0 ? null : Encoding.UTF8.GetString(value.Slice(FixedSize, tagLength)),
        };
        return new TreeItem(entry, relative, kind, key);
    }
}
