using System.Buffers.Binary;
using System.Numerics;

namespace Orbit.Storage.Checksums;

/// <summary>CRC-32C (Castagnoli, RFC 9260 appendix A), by the processor's own instruction where it has one.</summary>
internal sealed class RunningCrc32C : RunningCrc
{
    private uint _state = uint.MaxValue;

    public override ulong Value => ~_state;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        uint state = _state;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte value in bytes)
        {
            state = BitOperations.Crc32C(state, value);
        }

        _state = state;
    }
}
