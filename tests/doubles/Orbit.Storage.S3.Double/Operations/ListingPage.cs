using Orbit.Storage.S3.Double.Storage;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>One page of keys and common prefixes.</summary>
internal sealed class ListingPage
{
    public List<ListedObject> Objects { get; } = [];

    public List<string> Prefixes { get; } = [];

    public bool IsTruncated { get; private set; }

    /// <summary>The last key or common prefix shown, after which the next page begins.</summary>
    public string Last { get; private set; } = "";

    /// <summary>Whether <see cref="Last"/> is a common prefix.</summary>
    public bool LastIsPrefix { get; private set; }

    /// <summary>Reads a page.</summary>
    /// <param name="keys">All keys.</param>
    /// <param name="prefix">What those shown start with.</param>
    /// <param name="delimiter">What they are rolled up at; empty for nothing.</param>
    /// <param name="position">What those shown come after; null for nothing.</param>
    /// <param name="isPrefix">Whether that is a common prefix, all of whose keys were shown by it.</param>
    /// <param name="most">How many are shown.</param>
    public static ListingPage Read(IKeySpace keys, string prefix, string delimiter, string? position, bool isPrefix, int most)
    {
        ListingPage page = new();
        long index = position is null || KeyOrder.Instance.Compare(position, prefix) < 0
            ? FirstAtOrAfter(keys, prefix)
            : isPrefix ? FirstPast(keys, position) : FirstAfter(keys, position);
        while (index < keys.Count)
        {
            string key = keys.KeyAt(index);
            if (!key.StartsWith(prefix, StringComparison.Ordinal))
            {
                break;
            }

            if (page.Objects.Count + page.Prefixes.Count >= most)
            {
                page.IsTruncated = most > 0;
                break;
            }

            int end = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            if (end < 0)
            {
                page.Objects.Add(keys.At(index++));
                (page.Last, page.LastIsPrefix) = (key, false);
            }
            else
            {
                string common = key[..(end + delimiter.Length)];
                index = FirstPast(keys, common);
                // S3 leaves out common prefixes that do not themselves come after the position.
                if (position is null || KeyOrder.Instance.Compare(common, position) > 0)
                {
                    (page.Last, page.LastIsPrefix) = (common, true);
                    page.Prefixes.Add(common);
                }
            }
        }

        return page;
    }

    private static long FirstAtOrAfter(IKeySpace keys, string position) => Search(keys, key => KeyOrder.Instance.Compare(key, position) >= 0);

    private static long FirstAfter(IKeySpace keys, string position) => Search(keys, key => KeyOrder.Instance.Compare(key, position) > 0);

    // Behind all keys that start with the prefix, wherever that prefix itself would stand.
    private static long FirstPast(IKeySpace keys, string prefix) =>
        Search(keys, key => KeyOrder.Instance.Compare(key, prefix) > 0 && !key.StartsWith(prefix, StringComparison.Ordinal));

    private static long Search(IKeySpace keys, Func<string, bool> isPast)
    {
        long low = 0, high = keys.Count;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = isPast(keys.KeyAt(middle)) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
