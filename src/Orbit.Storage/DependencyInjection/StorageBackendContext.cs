namespace Orbit.Storage.DependencyInjection;

/// <summary>What a backend is made of when the container makes it.</summary>
/// <typeparam name="TOptions">The backend's options.</typeparam>
public sealed class StorageBackendContext<TOptions>
    where TOptions : StorageBackendOptions
{
    internal StorageBackendContext(string name, TOptions options, StorageServices services, IServiceProvider provider)
    {
        Name = name;
        Options = options;
        Services = services;
        Provider = provider;
    }

    /// <summary>The name that the backend was registered under.</summary>
    public string Name { get; }

    /// <summary>Its options, configured and validated.</summary>
    public TOptions Options { get; }

    /// <summary>Clock, logs and byte budget.</summary>
    public StorageServices Services { get; }

    /// <summary>The container, for what else the backend takes from it, such as a ready-made client.</summary>
    public IServiceProvider Provider { get; }
}
