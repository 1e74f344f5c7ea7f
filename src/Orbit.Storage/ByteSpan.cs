namespace Orbit.Storage;

/// <summary>Certain bytes of an object: a <see cref="ByteRange"/> once the object's size is known.</summary>
public readonly struct ByteSpan : IEquatable<ByteSpan>
{
    /// <summary>Names bytes.</summary>
    /// <param name="offset">The first byte; at least 0.</param>
    /// <param name="length">How many; at least 0.</param>
    public ByteSpan(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Offset = offset;
        Length = length;
    }

    /// <summary>The first byte.</summary>
    public long Offset { get; }

    /// <summary>How many bytes.</summary>
    public long Length { get; }

    /// <summary>The offset behind the last byte.</summary>
    public long End => Offset + Length;

    /// <summary>Compares by value.</summary>
    public static bool operator ==(ByteSpan left, ByteSpan right) => left.Equals(right);

    /// <summary>Compares by value.</summary>
    public static bool operator !=(ByteSpan left, ByteSpan right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ByteSpan other) => Offset == other.Offset && Length == other.Length;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ByteSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Offset, Length);

    /// <inheritdoc/>
    public override string ToString() => $"{Offset}..{End}";
}
