namespace Orbit.Storage.Smb.Connection;

/// <summary>
/// Notices a server that is gone without saying so: TCP alone would take a quarter of an hour. A slow answer is not silence, since the server answers an ECHO (MS-SMB2 section 2.2.28) beside it.
/// </summary>
internal sealed class Liveness(LivenessOptions options, TimeProvider time)
{
    private long _heardAt = time.GetTimestamp();
    private long? _askedAt;

    /// <summary>How often to look.</summary>
    public TimeSpan Interval { get; } = options.AskAfter / 4;

    /// <summary>Something came.</summary>
    public void Hear()
    {
        Volatile.Write(ref _heardAt, time.GetTimestamp());
    }

    /// <summary>Says what is to be done now. Called by one thread at a time.</summary>
    /// <param name="isWaiting">Whether requests are under way.</param>
    public LivenessVerdict Judge(bool isWaiting)
    {
        long heardAt = Volatile.Read(ref _heardAt);
        if (_askedAt is { } askedAt)
        {
            if (heardAt >= askedAt)
            {
                _askedAt = null;
            }
            else
            {
                return time.GetElapsedTime(askedAt) >= options.DeadAfter ? LivenessVerdict.Dead : LivenessVerdict.Wait;
            }
        }

        if (time.GetElapsedTime(heardAt) < (isWaiting ? options.AskAfter : options.AskIdleAfter))
        {
            return LivenessVerdict.Wait;
        }

        _askedAt = time.GetTimestamp();
        return LivenessVerdict.Ask;
    }
}
