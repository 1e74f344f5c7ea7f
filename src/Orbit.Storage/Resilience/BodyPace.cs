namespace Orbit.Storage.Resilience;

/// <summary>How a body has come along so far. Times are seconds of waiting for the store.</summary>
internal readonly struct BodyPace
{
    /// <summary>Whether the store is awaited now.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>For how long nothing has come.</summary>
    public double Silence { get; init; }

    /// <summary>All waiting, from the request on.</summary>
    public double Waited { get; init; }

    /// <summary>The wait for the first byte, or null while it is not there.</summary>
    public double? FirstByteAfter { get; init; }

    /// <summary>The waiting since the first byte.</summary>
    public double Observed { get; init; }

    /// <summary>The present rate; 0 before it can be told.</summary>
    public double BytesPerSecond { get; init; }

    /// <summary>The rate since the first byte; 0 before it can be told.</summary>
    public double MeanBytesPerSecond { get; init; }

    /// <summary>Bytes so far.</summary>
    public long Bytes { get; init; }
}
