using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Orbit.Storage.Checksums;

/// <summary>
/// CRC-64/NVME, which Amazon S3 keeps of objects whose writer sent no checksum. Where the processor multiplies without carries, four runs of 16 bytes are folded at
/// once: one moves forward by D bits when its halves are multiplied by x^(D+64) and x^D modulo the generator. Elsewhere eight tables take eight bytes a step.
/// </summary>
internal sealed class RunningCrc64Nvme : RunningCrc
{
    private const int Lane = 16;
    private const int Block = 4 * Lane;

    private static readonly ulong[] Tables = BuildTables();

    // A product of reflected polynomials comes out one place too far: hence one power less.
    private static readonly Vector128<ulong> ByBlock = Factors(8 * Block);
    private static readonly Vector128<ulong> ByLane = Factors(8 * Lane);

    private ulong _state = ulong.MaxValue;

    public override ulong Value => ~_state;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        if (Pclmulqdq.IsSupported && bytes.Length >= 2 * Block)
        {
            _state = Fold(_state, bytes[..(bytes.Length / Block * Block)]);
            bytes = bytes[(bytes.Length / Block * Block)..];
        }

        _state = Step(_state, bytes);
    }

    /// <summary>The way without the instruction.</summary>
    internal static ulong Step(ulong state, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> tables = Tables;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            ulong next = state ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            state = 0;
            for (int i = 0; i < sizeof(ulong); i++)
            {
                state ^= tables[((7 - i) * 256) + (byte)(next >> (8 * i))];
            }
        }

        foreach (byte value in bytes)
        {
            state = tables[(byte)(state ^ value)] ^ (state >> 8);
        }

        return state;
    }

    private static ulong Fold(ulong state, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<Vector128<ulong>> lanes = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        Vector128<ulong> first = lanes[0] ^ Vector128.CreateScalar(state), second = lanes[1], third = lanes[2], fourth = lanes[3];
        for (lanes = lanes[4..]; lanes.Length >= 4; lanes = lanes[4..])
        {
            first = Forward(first, ByBlock) ^ lanes[0];
            second = Forward(second, ByBlock) ^ lanes[1];
            third = Forward(third, ByBlock) ^ lanes[2];
            fourth = Forward(fourth, ByBlock) ^ lanes[3];
        }

        Vector128<ulong> rest = Forward(Forward(Forward(first, ByLane) ^ second, ByLane) ^ third, ByLane) ^ fourth;
        Span<byte> last = stackalloc byte[Lane];
        rest.AsByte().CopyTo(last);
        return Step(0, last);
    }

    private static Vector128<ulong> Forward(Vector128<ulong> lane, Vector128<ulong> factors) =>
        Pclmulqdq.CarrylessMultiply(lane, factors, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, factors, 0x11);

    private static Vector128<ulong> Factors(int bits) =>
        Vector128.Create(CrcCombination.Crc64Nvme.PowerOfX(bits + 63), CrcCombination.Crc64Nvme.PowerOfX(bits - 1));

    private static ulong[] BuildTables()
    {
        ulong[] tables = new ulong[8 * 256];
        for (int value = 0; value < 256; value++)
        {
            // A byte that is followed by none to seven others.
            ulong crc = CrcCombination.Crc64Nvme.Combine((ulong)value, 0, 1);
            for (int behind = 0; behind < 8; behind++)
            {
                tables[(behind * 256) + value] = crc;
                crc = CrcCombination.Crc64Nvme.Combine(crc, 0, 1);
            }
        }

        return tables;
    }
}
