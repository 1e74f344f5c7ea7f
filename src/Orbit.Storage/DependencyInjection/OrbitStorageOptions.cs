namespace Orbit.Storage.DependencyInjection;

/// <summary>What concerns all backends of a container. Checked when the host starts, or else at the first use.</summary>
public sealed class OrbitStorageOptions
{
    /// <summary>The name of the backend that answers a request for <see cref="IStorageBackend"/> without a key. Default: null, the only one there is.</summary>
    public string? DefaultBackend { get; set; }

    /// <summary>
    /// The capacity in bytes of a byte budget of the container's own; at least 1 MiB. Default: null, the
    /// <see cref="Resilience.TransferMemory"/> that the container has, or else <see cref="Resilience.TransferMemory.Shared"/>.
    /// </summary>
    public long? TransferMemory { get; set; }
}
