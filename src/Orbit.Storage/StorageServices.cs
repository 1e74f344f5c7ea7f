using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orbit.Storage.Resilience;

namespace Orbit.Storage;

/// <summary>What backends share with their host: clock, logs and the byte budget. The container fills it in; by hand, take what you need.</summary>
public sealed class StorageServices
{
    /// <summary>The system's clock, no logs, <see cref="TransferMemory.Shared"/>.</summary>
    public static StorageServices Default { get; } = new();

    /// <summary>What tells the time and waits. Default: the system's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where logs go. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The byte budget of transfers. Default: <see cref="TransferMemory.Shared"/>.</summary>
    public TransferMemory Memory { get; init; } = TransferMemory.Shared;
}
