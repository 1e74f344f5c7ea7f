namespace Orbit.Storage.Testing.Decorators;

/// <summary>How slow a <see cref="ThrottledBackend"/> is.</summary>
public sealed class ThrottleOptions
{
    /// <summary>How long each call waits before it begins; each entry of a listing does not. Default: zero.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The rate of each body in bytes per second; at least 1, or null for no limit. Default: null.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>What is waited on. Default: the system's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
