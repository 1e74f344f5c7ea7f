namespace Orbit.Storage.Transfers.Sorting;

/// <summary>Merges sorted runs into one; of equal keys, that of the earlier run comes first.</summary>
internal static class RunMerge
{
    public static IEnumerable<SortedRecord> Read(IEnumerable<SortedRecord>[] runs)
    {
        IEnumerator<SortedRecord>[] open = [.. runs.Select(run => run.GetEnumerator())];
        try
        {
            PriorityQueue<int, (ReadOnlyMemory<byte> Key, int Run)> next = new(open.Length, Order.Instance);
            for (int run = 0; run < open.Length; run++)
            {
                if (open[run].MoveNext())
                {
                    next.Enqueue(run, (open[run].Current.Key, run));
                }
            }

            while (next.TryDequeue(out int run, out _))
            {
                yield return open[run].Current;
                if (open[run].MoveNext())
                {
                    next.Enqueue(run, (open[run].Current.Key, run));
                }
            }
        }
        finally
        {
            Array.ForEach(open, run => run.Dispose());
        }
    }

    private sealed class Order : IComparer<(ReadOnlyMemory<byte> Key, int Run)>
    {
        public static Order Instance { get; } = new();

        public int Compare((ReadOnlyMemory<byte> Key, int Run) x, (ReadOnlyMemory<byte> Key, int Run) y) =>
            x.Key.Span.SequenceCompareTo(y.Key.Span) is var order and not 0 ? order : x.Run.CompareTo(y.Run);
    }
}
