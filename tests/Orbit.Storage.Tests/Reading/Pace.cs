namespace Orbit.Storage.Tests.Reading;

/// <summary>How fast one connection is. By default 30 ms to the first byte and then 4 MiB/s.</summary>
internal sealed class Pace
{
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromMilliseconds(30);

    public double BytesPerSecond { get; init; } = 4 * 1024 * 1024;

    /// <summary>After how many bytes nothing more comes.</summary>
    public long StallsAfter { get; init; } = long.MaxValue;

    public int LargestRead { get; init; } = 64 * 1024;
}
