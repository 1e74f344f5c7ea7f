namespace Orbit.Storage;

/// <summary>The bytes that a read asks for: from an offset, to the end or for a length, or the last so many (RFC 9110 section 14.1.2).</summary>
public readonly struct ByteRange : IEquatable<ByteRange>
{
    private readonly long _lengthPlusOne; // 0: to the end, so that default(ByteRange) is the whole object

    private ByteRange(long offset, long? length, bool isSuffix)
    {
        Offset = offset;
        _lengthPlusOne = length is { } l ? l + 1 : 0;
        IsSuffix = isSuffix;
    }

    /// <summary>The whole object.</summary>
    public static ByteRange Whole => default;

    /// <summary>The first byte, or 0 for a suffix.</summary>
    public long Offset { get; }

    /// <summary>How many bytes, or null for all to the end.</summary>
    public long? Length => _lengthPlusOne == 0 ? null : _lengthPlusOne - 1;

    /// <summary>Whether <see cref="Length"/> counts from the end of the object.</summary>
    public bool IsSuffix { get; }

    /// <summary>Whether this asks for the whole object.</summary>
    public bool IsWhole => Offset == 0 && Length is null;

    /// <summary>Compares by value.</summary>
    public static bool operator ==(ByteRange left, ByteRange right) => left.Equals(right);

    /// <summary>Compares by value.</summary>
    public static bool operator !=(ByteRange left, ByteRange right) => !left.Equals(right);

    /// <summary>All bytes from an offset on.</summary>
    /// <param name="offset">The first byte; at least 0.</param>
    public static ByteRange From(long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return new ByteRange(offset, null, false);
    }

    /// <summary>So many bytes from an offset on.</summary>
    /// <param name="offset">The first byte; at least 0.</param>
    /// <param name="length">How many; at least 0. More than there are is clamped to the end.</param>
    public static ByteRange Of(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, long.MaxValue - 1 - offset);
        return new ByteRange(offset, length, false);
    }

    /// <summary>The last bytes.</summary>
    /// <param name="length">How many; at least 1. More than there are is clamped to the whole object.</param>
    public static ByteRange Suffix(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, long.MaxValue - 1);
        return new ByteRange(0, length, true);
    }

    /// <summary>Finds the bytes in an object of known size.</summary>
    /// <param name="size">The object's size in bytes.</param>
    /// <param name="span">The bytes, clamped to the end of the object.</param>
    /// <returns>False where the range starts at or past the end; asking for the whole of an empty object is true.</returns>
    public bool TryResolve(long size, out ByteSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (IsWhole)
        {
            span = new ByteSpan(0, size);
            return true;
        }

        if (IsSuffix)
        {
            long length = Math.Min(Length!.Value, size);
            span = new ByteSpan(size - length, length);
            return size > 0;
        }

        span = Offset < size ? new ByteSpan(Offset, Math.Min(Length ?? long.MaxValue, size - Offset)) : default;
        return Offset < size;
    }

    /// <inheritdoc/>
    public bool Equals(ByteRange other) => Offset == other.Offset && _lengthPlusOne == other._lengthPlusOne && IsSuffix == other.IsSuffix;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ByteRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Offset, _lengthPlusOne, IsSuffix);

    /// <inheritdoc/>
    public override string ToString() => IsSuffix ? $"last {Length} bytes" : Length is { } l ? $"{Offset}..{Offset + l}" : $"{Offset}..";
}
