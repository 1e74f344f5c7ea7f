using System.Buffers.Binary;

namespace Orbit.Storage.Transfers.Sorting;

/// <summary>
/// Puts any number of records in the order of their keys, in bounded memory: what does not fit goes to disk in sorted runs, which are merged when it is read. Without an order it is a queue
/// of the same kind. Filled first, read after, by one thread at a time.
/// </summary>
/// <remarks>The files belong to the process alone, and are gone when it ends, however it ends, on systems that delete open files.</remarks>
internal sealed class RecordSorter(string? scratchDirectory, bool ordered, int capacity = RecordSorter.DefaultCapacity) : IDisposable
{
    /// <summary>How many bytes of records are held in memory: 8 MiB.</summary>
    public const int DefaultCapacity = 8 << 20;

    /// <summary>How many runs are merged at once; each holds a file and a buffer open.</summary>
    private const int MostRuns = 32;
    private const int FirstSize = 64 << 10;
    private const int LengthsSize = 8;

    private readonly List<RunFile> _runs = [];
    private readonly List<int> _starts = [];
    private byte[] _records = [];
    private int _used;

    /// <summary>How many records it holds.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a record.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int size = LengthsSize + key.Length + value.Length;
        if (_used + size > capacity && _starts.Count > 0)
        {
            Spill();
        }

        if (_used + size > _records.Length)
        {
            Array.Resize(ref _records, Math.Max(_used + size, Math.Min(capacity, Math.Max(FirstSize, _records.Length * 2))));
        }

        _starts.Add(_used);
        Span<byte> record = _records.AsSpan(_used, size);
        BinaryPrimitives.WriteInt32LittleEndian(record, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], value.Length);
        key.CopyTo(record[LengthsSize..]);
        value.CopyTo(record[(LengthsSize + key.Length)..]);
        _used += size;
        Count++;
    }

    /// <summary>Reads all records in order; those with the same key as they were added.</summary>
    public IEnumerable<SortedRecord> Read()
    {
        Sort();
        if (_runs.Count == 0)
        {
            return ReadMemory();
        }

        IEnumerable<SortedRecord>[] parts = [.. _runs.Select(run => run.Read()), ReadMemory()];
        return ordered ? RunMerge.Read(parts) : parts.SelectMany(part => part);
    }

    public void Dispose()
    {
        _runs.ForEach(run => run.Dispose());
        _runs.Clear();
        _records = [];
    }

    private void Spill()
    {
        Sort();
        _runs.Add(RunFile.Write(scratchDirectory, ReadMemory()));
        _starts.Clear();
        _used = 0;
        if (ordered && _runs.Count == MostRuns)
        {
            RunFile merged = RunFile.Write(scratchDirectory, RunMerge.Read([.. _runs.Select(run => run.Read())]));
            _runs.ForEach(run => run.Dispose());
            _runs.Clear();
            _runs.Add(merged);
        }
    }

    private void Sort()
    {
        if (ordered)
        {
            // By place where the keys are the same, so that the order in which they came is kept.
            _starts.Sort((left, right) => KeyAt(left).SequenceCompareTo(KeyAt(right)) is var order and not 0 ? order : left.CompareTo(right));
        }
    }

    private ReadOnlySpan<byte> KeyAt(int start) => _records.AsSpan(start + LengthsSize, BinaryPrimitives.ReadInt32LittleEndian(_records.AsSpan(start)));

    private IEnumerable<SortedRecord> ReadMemory()
    {
        foreach (int start in _starts)
        {
            int keyLength = BinaryPrimitives.ReadInt32LittleEndian(_records.AsSpan(start));
            int valueLength = BinaryPrimitives.ReadInt32LittleEndian(_records.AsSpan(start + 4));
            yield return new SortedRecord(_records.AsMemory(start + LengthsSize, keyLength), _records.AsMemory(start + LengthsSize + keyLength, valueLength));
        }
    }
}
