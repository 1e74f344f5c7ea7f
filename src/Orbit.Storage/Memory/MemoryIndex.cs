using System.Collections.Immutable;

namespace Orbit.Storage.Memory;

/// <summary>
/// All nodes by key, in the order of the keys' UTF-8 bytes. Immutable: readers and listings take one without a lock, and a change costs
/// O(log n). Finding a place in it, which each page of a listing does once, is O(log n) too.
/// </summary>
internal sealed class MemoryIndex
{
    private readonly ImmutableSortedSet<Slot> _slots;

    private MemoryIndex(ImmutableSortedSet<Slot> slots) => _slots = slots;

    public static MemoryIndex Empty { get; } = new(ImmutableSortedSet.Create<Slot>(new KeyOrder()));

    public int Count => _slots.Count;

    public MemoryNode this[int place] => _slots[place].Node!;

    /// <summary>The first key that sorts after all that start with <paramref name="prefix"/>, which ends in a separator.</summary>
    public static string EndOf(string prefix) => string.Concat(prefix.AsSpan(0, prefix.Length - 1), "0");

    /// <summary>The first key that sorts after <paramref name="key"/>: NUL occurs in no key and sorts first.</summary>
    public static string After(string key) => key + '\0';

    public MemoryNode? Find(string key) => _slots.TryGetValue(new Slot(key, null), out Slot slot) ? slot.Node : null;

    /// <summary>The place of the first key that is not before <paramref name="key"/>.</summary>
    public int PlaceOf(string key)
    {
        int place = _slots.IndexOf(new Slot(key, null));
        return place >= 0 ? place : ~place;
    }

    /// <summary>All nodes whose key starts with <paramref name="prefix"/>, which ends in a separator or is empty.</summary>
    public IEnumerable<MemoryNode> StartingWith(string prefix)
    {
        for (int place = PlaceOf(prefix); place < Count && this[place].Key.StartsWith(prefix, StringComparison.Ordinal); place++)
        {
            yield return this[place];
        }
    }

    public MemoryIndex With(MemoryNode node) => new(_slots.Remove(new Slot(node.Key, null)).Add(new Slot(node.Key, node)));

    public MemoryIndex Without(string key) => new(_slots.Remove(new Slot(key, null)));

    private readonly record struct Slot(string Key, MemoryNode? Node);

    private sealed class KeyOrder : IComparer<Slot>
    {
        public int Compare(Slot x, Slot y) => StoragePathSyntax.CompareUtf8(x.Key, y.Key);
    }
}
