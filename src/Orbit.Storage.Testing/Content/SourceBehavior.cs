namespace Orbit.Storage.Testing.Content;

/// <summary>How content flows to its reader, and where it breaks.</summary>
public sealed class SourceBehavior
{
    internal static SourceBehavior Default { get; } = new();

    /// <summary>The most bytes that one read gives; at least 1. Default: 64 KiB.</summary>
    public int ChunkSize { get; init; } = 64 * 1024;

    /// <summary>After how many bytes <see cref="Failure"/> is thrown. Default: null, never.</summary>
    public long? FailsAt { get; init; }

    /// <summary>What is thrown at <see cref="FailsAt"/>. Default: an <see cref="InvalidDataException"/>, which no backend throws itself.</summary>
    public Exception Failure { get; init; } = new InvalidDataException("The source broke, as it was told to.");

    /// <summary>After how many bytes the source falls silent until the read is cancelled. Default: null, never.</summary>
    public long? StallsAt { get; init; }

    /// <summary>Hears, at each read, how many bytes were given before it. Default: null.</summary>
    public Action<long>? OnRead { get; init; }

    /// <summary>The rate in bytes per second, or null for no limit. Default: null.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>What tells the time where there is a rate. Default: the system's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
