namespace Orbit.Storage;

/// <summary>A checksum of some content.</summary>
public sealed class ContentChecksum : IEquatable<ContentChecksum>
{
    private readonly byte[] _value;

    /// <summary>Takes a checksum.</summary>
    /// <param name="algorithm">How it is computed.</param>
    /// <param name="value">Its bytes, in the order that <see cref="ChecksumAlgorithm"/> states; copied.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> has not the length of the algorithm's checksums.</exception>
    public ContentChecksum(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> value)
    {
        int length = algorithm switch
        {
            ChecksumAlgorithm.Crc32 => 4,
            ChecksumAlgorithm.Md5 => 16,
            ChecksumAlgorithm.Sha256 => 32,
            ChecksumAlgorithm.XxHash3 => 8,
            ChecksumAlgorithm.Crc32C => 4,
            ChecksumAlgorithm.Crc64Nvme => 8,
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "This is no checksum algorithm."),
        };
        if (value.Length != length)
        {
            throw new ArgumentException($"A {algorithm} checksum has {length} bytes, not {value.Length}.", nameof(value));
        }

        Algorithm = algorithm;
        _value = value.ToArray();
    }

    /// <summary>How it is computed.</summary>
    public ChecksumAlgorithm Algorithm { get; }

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Value => _value;

    /// <summary>Takes a checksum in hexadecimal digits.</summary>
    /// <param name="algorithm">How it is computed.</param>
    /// <param name="digits">Its bytes in hexadecimal.</param>
    /// <exception cref="ArgumentException"><paramref name="digits"/> is not that many bytes in hexadecimal.</exception>
    public static ContentChecksum FromHex(ChecksumAlgorithm algorithm, string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        try
        {
            return new ContentChecksum(algorithm, Convert.FromHexString(digits));
        }
        catch (FormatException notHex)
        {
            throw new ArgumentException($"'{digits}' is not a checksum in hexadecimal digits.", nameof(digits), notHex);
        }
    }

    /// <inheritdoc/>
    public bool Equals(ContentChecksum? other) => other is not null && Algorithm == other.Algorithm && _value.AsSpan().SequenceEqual(other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ContentChecksum);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Algorithm);
        hash.AddBytes(_value);
        return hash.ToHashCode();
    }

    /// <summary>Algorithm and value in lower-case hexadecimal digits, as in <c>sha256:9f86d0…</c>.</summary>
    public override string ToString() => $"{Algorithm.ToString().ToLowerInvariant()}:{Convert.ToHexString(_value).ToLowerInvariant()}";
}
