using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.DependencyInjection;

/// <summary>Chooses the byte budget, and owns it only where it was made here: the container would dispose what others still use.</summary>
internal sealed class HostTransferMemory : IDisposable
{
    private readonly TransferMemory? _own;

    public HostTransferMemory(IServiceProvider provider, IOptions<OrbitStorageOptions> options)
    {
        _own = options.Value.TransferMemory is { } capacity ? new TransferMemory(capacity) : null;
        Memory = _own ?? provider.GetService<TransferMemory>() ?? TransferMemory.Shared;
    }

    public TransferMemory Memory { get; }

    public void Dispose() => _own?.Dispose();
}
