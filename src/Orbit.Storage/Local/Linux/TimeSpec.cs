using System.Runtime.InteropServices;

namespace Orbit.Storage.Local.Linux;

/// <summary>A time as system calls take and give it: 16 bytes both in statx(2) and in utimensat(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TimeSpec(long seconds, long nanoseconds)
{
    /// <summary>UTIME_OMIT: this time is left as it is.</summary>
    public static readonly TimeSpec Kept = new(0, (1L << 30) - 2);

    private readonly long _seconds = seconds;
    private readonly long _nanoseconds = nanoseconds; // statx gives 32 bits and 32 of padding, little-endian on both architectures

    public long Seconds => _seconds;

    public long Nanoseconds => _nanoseconds & 0xffffffff;

    /// <summary>The time to 100 ns, within what <see cref="DateTimeOffset"/> can say.</summary>
    public DateTimeOffset ToTime()
    {
        long seconds = Math.Clamp(_seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(Nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    public static TimeSpec From(DateTimeOffset? time)
    {
        if (time is not { } known)
        {
            return Kept;
        }

        long ticks = known.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        long seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out long rest);
        return rest < 0
            ? new TimeSpec(seconds - 1, (rest + TimeSpan.TicksPerSecond) * TimeSpan.NanosecondsPerTick)
            : new TimeSpec(seconds, rest * TimeSpan.NanosecondsPerTick);
    }
}
