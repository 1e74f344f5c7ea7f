namespace Orbit.Storage.Reading;

// A server that answers every range with the whole object: one body must do.
internal sealed partial class RangeDownload
{
    private RangeSegment? _single;
    private long _discarded;

    /// <summary>Gives up all segments but the first that is not complete, which gets the rest of the object.</summary>
    /// <returns>Whether the given one is it.</returns>
    public bool FallBackTo(RangeSegment segment)
    {
        lock (Gate)
        {
            if (_single is null)
            {
                _single = _segments.First(static candidate => !candidate.IsEnded);
                SupersedeAfter(_single);
                while (_segments.Last!.Value is { } last && last != _single)
                {
                    _segments.RemoveLast();
                    _discarded += last.Counted;
                    if (last.IsEnded)
                    {
                        // One whose slot is still in it is freed by that slot.
                        _delivery.Release(last);
                    }
                }

                _single.End = _planned = Plan.Span.End;
                _checksum?.DropBehind(_single.Start);
            }

            return _single == segment;
        }
    }

    private void SupersedeAfter(RangeSegment segment)
    {
        for (LinkedListNode<RangeSegment>? node = _segments.Find(segment)!.Next; node is not null; node = node.Next)
        {
            node.Value.IsSuperseded = true;
            node.Value.Attempt?.Abandon(AttemptVerdict.Superseded);
        }
    }
}
