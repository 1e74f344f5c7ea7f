using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>
/// Remembers which parts are stored, in whatever order they come, and hands their receipts back by index. Parts without receipts cost
/// memory only while they are ahead of a part that is not stored yet.
/// </summary>
internal sealed class PartLedger
{
    private readonly HashSet<int> _ahead = [];
    private readonly List<PartReceipt?> _receipts = [];
    private int _contiguous;
    private int _count;

    /// <summary>Notes that a part is stored.</summary>
    /// <param name="part">The part.</param>
    /// <param name="receipt">What the store said of it, if anything.</param>
    /// <exception cref="InvalidOperationException">The part was noted before, or the receipt is another part's.</exception>
    public void Add(PartContent part, PartReceipt? receipt)
    {
        if (part.Index < _contiguous || !_ahead.Add(part.Index))
        {
            throw new InvalidOperationException($"Part {part.Index} was stored twice.");
        }

        if (receipt is not null && (receipt.Index != part.Index || receipt.Length != part.Length))
        {
            throw new InvalidOperationException($"The receipt for part {part.Index} of {part.Length} bytes names part {receipt.Index} of {receipt.Length} bytes.");
        }

        _count++;
        while (_ahead.Remove(_contiguous))
        {
            _contiguous++;
        }

        if (receipt is not null)
        {
            while (_receipts.Count <= part.Index)
            {
                _receipts.Add(null);
            }

            _receipts[part.Index] = receipt;
        }
    }

    /// <summary>The receipts of all parts, by index; empty where the store gave none.</summary>
    /// <param name="count">How many parts there are.</param>
    /// <exception cref="InvalidOperationException">A part is missing, or some parts have receipts and others not.</exception>
    public IReadOnlyList<PartReceipt> Close(int count)
    {
        if (_contiguous != count || _count != count)
        {
            throw new InvalidOperationException($"The write cannot be completed: missing part {_contiguous} of {count}.");
        }

        if (_receipts.Count == 0)
        {
            return [];
        }

        int without = _receipts.Count < count ? _receipts.Count : _receipts.IndexOf(null);
        return without < 0
            ? _receipts.ConvertAll(receipt => receipt!)
            : throw new InvalidOperationException($"The write cannot be completed: missing receipt of part {without}.");
    }
}
