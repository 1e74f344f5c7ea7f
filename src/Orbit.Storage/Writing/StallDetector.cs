using System.Globalization;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Writing;

/// <summary>Judges by what a transport has read of a part whether it still moves. Used by one thread at a time.</summary>
/// <remarks>
/// From the first read on, silence for <see cref="DeadlineOptions.Idle"/>, or less than <see cref="DeadlineOptions.MinimumBytesPerSecond"/> over
/// <see cref="DeadlineOptions.ThroughputWindow"/>, is a stall; after the last byte the answer has <see cref="DeadlineOptions.FirstByte"/>. Before it,
/// while the transport may wait for a connection, and where it takes the memory and reads unseen, there is only the time that the slowest
/// healthy transport would need.
/// </remarks>
internal sealed class StallDetector(long length, DeadlineOptions deadlines, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private long _readAt;
    private long _bytesRead;
    private long _windowAt;
    private long _windowBytes;
    private bool _isAllRead;

    /// <summary>Whether anything was read.</summary>
    public bool IsStreaming { get; private set; }

    /// <summary>Notes a read.</summary>
    public void OnRead(int count, bool isAtEnd)
    {
        _readAt = time.GetTimestamp();
        _bytesRead += count;
        _isAllRead = isAtEnd;
        if (!IsStreaming)
        {
            IsStreaming = true;
            _windowAt = _readAt;
        }
    }

    /// <summary>Judges.</summary>
    /// <param name="stall">What is wrong, in words, or null.</param>
    /// <returns>After which time to judge again.</returns>
    public TimeSpan Judge(out string? stall)
    {
        if (!IsStreaming)
        {
            return Rest(Slowest, _startedAt, "nothing was read and no answer came", out stall);
        }

        if (_isAllRead)
        {
            return Rest(deadlines.FirstByte, _readAt, "everything was sent and no answer came", out stall);
        }

        TimeSpan rest = Rest(deadlines.Idle, _readAt, "the store took no byte", out stall);
        if (stall is not null || deadlines.MinimumBytesPerSecond <= 0)
        {
            return rest;
        }

        TimeSpan restOfWindow = JudgeThroughput(out stall);
        return rest < restOfWindow ? rest : restOfWindow;
    }

    private TimeSpan Slowest
    {
        get
        {
            double seconds = deadlines.MinimumBytesPerSecond > 0 ? length / (double)deadlines.MinimumBytesPerSecond : double.PositiveInfinity;
            return seconds < TimeSpan.MaxValue.TotalSeconds / 2 && deadlines.FirstByte != Timeout.InfiniteTimeSpan
                ? TimeSpan.FromSeconds(seconds) + deadlines.FirstByte
                : Timeout.InfiniteTimeSpan;
        }
    }

    private TimeSpan JudgeThroughput(out string? stall)
    {
        stall = null;
        TimeSpan passed = time.GetElapsedTime(_windowAt);
        if (passed < deadlines.ThroughputWindow)
        {
            return deadlines.ThroughputWindow - passed;
        }

        if (_bytesRead - _windowBytes < deadlines.MinimumBytesPerSecond * passed.TotalSeconds)
        {
            stall = string.Create(CultureInfo.InvariantCulture, $"the store took fewer than {deadlines.MinimumBytesPerSecond} bytes per second for {passed.TotalSeconds:0.#} s.");
        }

        _windowAt = time.GetTimestamp();
        _windowBytes = _bytesRead;
        return deadlines.ThroughputWindow;
    }

    private TimeSpan Rest(TimeSpan deadline, long since, string what, out string? stall)
    {
        stall = null;
        if (deadline == Timeout.InfiniteTimeSpan)
        {
            return TimeSpan.MaxValue;
        }

        TimeSpan rest = deadline - time.GetElapsedTime(since);
        if (rest <= TimeSpan.Zero)
        {
            stall = string.Create(CultureInfo.InvariantCulture, $"{what} for {deadline.TotalSeconds:0.#} s.");
        }

        return rest;
    }
}
