namespace Orbit.Storage.Transport;

/// <summary>What a store needs at the end of a write to know a part again.</summary>
public sealed class PartReceipt
{
    /// <summary>Names a stored part.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="length">How many bytes it has.</param>
    public PartReceipt(int index, long length)
    {
        Index = index;
        Length = length;
    }

    /// <summary>Its place, from 0.</summary>
    public int Index { get; }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    /// <summary>The store's tag of it.</summary>
    public string? ETag { get; init; }

    /// <summary>The CRC-32 of its bytes.</summary>
    public uint? Crc32 { get; init; }
}
