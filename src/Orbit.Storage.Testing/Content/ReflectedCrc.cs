using System.Buffers.Binary;
using System.IO.Hashing;

namespace Orbit.Storage.Testing.Content;

/// <summary>A CRC by one table and its definition alone, apart from the engine's own. Most significant byte first.</summary>
internal sealed class ReflectedCrc : NonCryptographicHashAlgorithm
{
    private readonly ulong[] _table = new ulong[256];
    private readonly ulong _ones;
    private ulong _state;

    /// <summary>Makes one.</summary>
    /// <param name="generator">The generator without its highest term, the term x^0 as the most significant bit.</param>
    /// <param name="bytes">How long the checksum is; 4 or 8.</param>
    public ReflectedCrc(ulong generator, int bytes)
        : base(bytes)
    {
        _ones = ulong.MaxValue >> (64 - (8 * bytes));
        _state = _ones;
        for (int value = 0; value < _table.Length; value++)
        {
            ulong remainder = (ulong)value;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) == 0 ? remainder >> 1 : (remainder >> 1) ^ generator;
            }

            _table[value] = remainder;
        }
    }

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> source)
    {
        foreach (byte value in source)
        {
            _state = (_state >> 8) ^ _table[(byte)(_state ^ value)];
        }
    }

    /// <inheritdoc/>
    public override void Reset() => _state = _ones;

    /// <inheritdoc/>
    protected override void GetCurrentHashCore(Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _state ^ _ones);
        bytes[(sizeof(ulong) - HashLengthInBytes)..].CopyTo(destination);
    }
}
