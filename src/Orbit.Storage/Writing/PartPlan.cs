namespace Orbit.Storage.Writing;

/// <summary>How a content is cut into parts. Every limit is the backend's; the size of a part depends on its number and the known length alone.</summary>
internal sealed class PartPlan
{
    private readonly PartSchedule? _schedule;
    private readonly long _partSize;
    private readonly int _maxParts;
    private readonly long _maxObjectSize;

    private PartPlan(StorageCapabilities can, long? length, long partSize, PartSchedule? schedule)
    {
        _schedule = schedule;
        _partSize = partSize;
        _maxParts = can.MaxParts ?? int.MaxValue;
        _maxObjectSize = can.MaxObjectSize ?? long.MaxValue;
        Length = length;
    }

    /// <summary>The content's length, where it is known.</summary>
    public long? Length { get; }

    /// <summary>How many parts there are, where the length is known; at least one.</summary>
    public long? Count => Length is { } length ? Math.Max(1, PartSchedule.DivideUp(length, _partSize)) : null;

    /// <summary>Plans a write.</summary>
    /// <param name="can">The limits.</param>
    /// <param name="askedPartSize">The part size that is wanted; it is raised where the limits ask for more and lowered where they forbid it.</param>
    /// <param name="length">The content's length, where it is known.</param>
    /// <param name="plan">The plan, or null where there is a fault.</param>
    /// <returns>The fault: no plan keeps all limits. Null where one does.</returns>
    public static StorageFault? TryCreate(StorageCapabilities can, long askedPartSize, long? length, out PartPlan? plan)
    {
        long largest = can.MaxPartSize ?? long.MaxValue;
        long partSize = Math.Min(Math.Max(askedPartSize, can.MinPartSize), largest);
        plan = null;
        if (length is not { } known)
        {
            plan = new PartPlan(can, null, partSize, PartSchedule.For(can, partSize));
            return null;
        }

        if (known > can.MaxObjectSize)
        {
            return TooLarge($"{known} bytes are more than the {can.MaxObjectSize} that one object can hold.");
        }

        if (can.MaxParts is { } parts && PartSchedule.DivideUp(known, partSize) > parts)
        {
            long needed = PartSchedule.DivideUp(known, parts);
            if (needed > largest)
            {
                return TooLarge($"{known} bytes are more than {parts} parts of at most {largest} bytes can hold.");
            }

            partSize = Math.Min(PartSchedule.RoundUp(needed, partSize), largest);
        }

        plan = new PartPlan(can, length, partSize, null);
        return null;
    }

    /// <summary>The size of a part; where the length is not known, the last may be smaller.</summary>
    /// <param name="index">The part, from 0.</param>
    /// <param name="offset">Its first byte: the sum of the sizes before it.</param>
    public long SizeOf(int index, long offset) => Length is { } length
        ? Math.Min(_partSize, length - offset)
        : _schedule!.SizeOf(index);

    /// <summary>Says whether a part that has bytes may be sent.</summary>
    /// <param name="index">The part, from 0.</param>
    /// <returns>The fault, or null.</returns>
    public StorageFault? CheckCount(int index) => index < _maxParts
        ? null
        : TooLarge(
            $"the content of unknown length does not fit {_maxParts} parts, which carry {_schedule?.Reach ?? _maxObjectSize} bytes; "
            + "state ExpectedLength, so that the parts can be planned, or a larger PartSize.");

    /// <summary>Says whether an object may have this many bytes.</summary>
    /// <param name="length">Bytes so far.</param>
    /// <returns>The fault, or null.</returns>
    public StorageFault? CheckLength(long length) => length <= _maxObjectSize
        ? null
        : TooLarge($"the content is longer than the {_maxObjectSize} bytes that one object can hold.");

    private static StorageFault TooLarge(string detail) => new(StorageErrorKind.TooLarge, detail + " The target was left as it was.");
}
