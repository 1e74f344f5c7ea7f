using System.IO.Hashing;

namespace Orbit.Storage.Checksums;

/// <summary>CRC-32 (ISO 3309, ITU-T V.42).</summary>
internal sealed class RunningCrc32 : RunningCrc
{
    private readonly Crc32 _crc = new();

    public override ulong Value => _crc.GetCurrentHashAsUInt32();

    public override void Append(ReadOnlySpan<byte> bytes) => _crc.Append(bytes);
}
