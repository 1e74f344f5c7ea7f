using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

// Segments that lag or, at the end, take longest: the tail goes to a free slot, so that no byte comes twice. All under the gate.
internal sealed partial class RangeDownload
{
    private RangeSegment? SplitLagging() => _budget.CanSpend ? Split(isEndGame: false) : null;

    private RangeSegment? SplitLongest() => IsAllPlanned && !_hasFailed && _budget.HasPlenty ? Split(isEndGame: true) : null;

    private RangeSegment? Split(bool isEndGame)
    {
        _hedging.Survey(_segments);
        LinkedListNode<RangeSegment>? slowest = null;
        BodyPace slowestPace = default;
        double worst = 0;
        for (LinkedListNode<RangeSegment>? node = _segments.First; node is not null; node = node.Next)
        {
            if (node.Value.Attempt is not { Verdict: AttemptVerdict.None } attempt)
            {
                continue;
            }

            BodyPace pace = attempt.Watch.Pace();
            double cost = isEndGame ? _hedging.Gain(pace, node.Value.Left) : _hedging.Lag(pace, node.Value.Left, sparingly: !_budget.HasPlenty);
            if (cost > worst)
            {
                (slowest, slowestPace, worst) = (node, pace, cost);
            }

            // In an ordered read everything waits for the first one.
            if (_delivery.KeepsOrder && !isEndGame && worst > 0)
            {
                break;
            }
        }

        return slowest is null ? null : Split(slowest, slowestPace);
    }

    private RangeSegment? Split(LinkedListNode<RangeSegment> node, in BodyPace pace)
    {
        RangeSegment segment = node.Value;
        long cut = Math.Max(segment.Received + _hedging.Kept(pace, segment.Left), segment.Claimed);

        // On the edge of a slab, so that both halves fit the room that was reserved for the whole.
        cut = segment.Start + ((cut - segment.Start + TransferMemory.SlabSize - 1) / TransferMemory.SlabSize * TransferMemory.SlabSize);
        if (segment.End - cut < Plan.SmallestPiece)
        {
            return null;
        }

        RangeSegment tail = new(cut, segment.End) { Checksum = NewChecksum() };
        if (!_delivery.TryAdmitTail(segment, tail))
        {
            return null;
        }

        segment.End = cut;
        _segments.AddAfter(node, tail);
        _budget.Spend();
        return tail;
    }
}
