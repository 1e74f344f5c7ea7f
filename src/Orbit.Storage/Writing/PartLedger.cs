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

    /// <summary>Notes that a part is stored.</summary>
    /// <param name="part">The part.</param>
    /// <param name="receipt">What the store said of it, if anything.</param>
    /// <returns>The fault: the part was noted before, or the receipt is another part's. Null where all is well.</returns>
    public StorageFault? Add(PartContent part, PartReceipt? receipt)
    {
        if (part.Index < _contiguous || !_ahead.Add(part.Index))
        {
            return Fault($"part {part.Index} was stored twice");
        }

        if (receipt is not null && (receipt.Index != part.Index || receipt.Length != part.Length))
        {
            return Fault($"the receipt of part {part.Index} with {part.Length} bytes names part {receipt.Index} with {receipt.Length} bytes");
        }

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

        return null;
    }

    /// <summary>Hands the receipts back.</summary>
    /// <param name="count">How many parts there are.</param>
    /// <param name="receipts">The receipts of all parts, by index; empty where the store gave none.</param>
    /// <returns>The fault: a part is missing or unknown, or the receipt of one is missing. Null where all is well.</returns>
    public StorageFault? Close(int count, out IReadOnlyList<PartReceipt> receipts)
    {
        receipts = [];
        if (_contiguous < count)
        {
            return Fault($"missing part {_contiguous}");
        }

        if (_contiguous > count || _ahead.Count > 0)
        {
            return Fault($"there are parts behind the last, part {count - 1}");
        }

        if (_receipts.Count == 0)
        {
            return null;
        }

        int without = _receipts.Count < count ? _receipts.Count : _receipts.IndexOf(null);
        receipts = without < 0 ? _receipts.ConvertAll(static receipt => receipt!) : [];
        return without < 0 ? null : Fault($"missing the receipt of part {without}");
    }

    private static StorageFault Fault(string what) => new(StorageErrorKind.Other, what + "; nothing was published.");
}
