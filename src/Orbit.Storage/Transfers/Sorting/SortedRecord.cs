namespace Orbit.Storage.Transfers.Sorting;

/// <summary>A record as a sorter gives it; valid until the next one is asked for.</summary>
internal readonly struct SortedRecord(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
{
    public ReadOnlyMemory<byte> Key => key;

    public ReadOnlyMemory<byte> Value => value;
}
