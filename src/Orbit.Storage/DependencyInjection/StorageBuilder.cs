using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Orbit.Storage.DependencyInjection;

/// <summary>Registers backends. Each is a singleton <see cref="IStorageBackend"/> whose key, and whose options' name, is the name it is given.</summary>
public sealed class StorageBuilder
{
    internal StorageBuilder(IServiceCollection services)
    {
        Services = services;
    }

    /// <summary>The container that is being filled.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Makes a backend the answer to requests without a key. Needed only where there are several.</summary>
    /// <param name="name">The backend's name; it may be registered later.</param>
    /// <returns>This builder.</returns>
    public StorageBuilder SetDefault(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Services.Configure<OrbitStorageOptions>(options => options.DefaultBackend = name);
        return this;
    }

    /// <summary>For backend packages: registers a backend whose options are set in code.</summary>
    /// <typeparam name="TOptions">The backend's options.</typeparam>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="create">Makes the backend, once, when it is first asked for. The container disposes it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">There is a backend of this name.</exception>
    public StorageBuilder AddBackend<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        string name, Action<TOptions> configure, Func<StorageBackendContext<TOptions>, IStorageBackend> create)
        where TOptions : StorageBackendOptions
    {
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(create);
        Register(name, null, create).Configure(configure);
        return this;
    }

    /// <summary>For backend packages: registers a backend whose options are read from configuration, once, when they are first needed.</summary>
    /// <typeparam name="TOptions">The backend's options.</typeparam>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configuration">The section with the backend's settings.</param>
    /// <param name="read">Reads the settings that are the backend's own; the common ones are read already. A setting that nobody reads is an error.</param>
    /// <param name="create">Makes the backend, once, when it is first asked for. The container disposes it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">There is a backend of this name.</exception>
    public StorageBuilder AddBackend<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        string name, IConfiguration configuration, Action<StorageSettings, TOptions> read, Func<StorageBackendContext<TOptions>, IStorageBackend> create)
        where TOptions : StorageBackendOptions
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(create);
        Register(name, (configuration as IConfigurationSection)?.Path, create).Configure(options =>
        {
            StorageSettings settings = StorageSettings.FromConfiguration(configuration);
            settings.ReadCommon(options);
            read(settings, options);
            if (settings.FindProblems() is { Count: > 0 } problems)
            {
                throw new OptionsValidationException(name, typeof(TOptions), problems.Select(problem => $"Storage backend '{name}': {problem}"));
            }
        });
        return this;
    }

    /// <summary>For backend packages: lets <see cref="IStorageBackendProvider.Open"/> open a scheme. Adding the same type again changes nothing.</summary>
    /// <typeparam name="TScheme">What opens it.</typeparam>
    /// <returns>This builder.</returns>
    public StorageBuilder AddUriScheme<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TScheme>()
        where TScheme : class, IStorageUriScheme
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStorageUriScheme, TScheme>());
        return this;
    }

    private OptionsBuilder<TOptions> Register<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        string name, string? section, Func<StorageBackendContext<TOptions>, IStorageBackend> create)
        where TOptions : StorageBackendOptions
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Services.Any(service => service is { IsKeyedService: false, ImplementationInstance: StorageRegistration known } && known.Name == name))
        {
            throw new InvalidOperationException($"A storage backend named '{name}' is registered already; give each its own name.");
        }

        Services.AddSingleton(new StorageRegistration(name));
        Services.AddSingleton<IValidateOptions<TOptions>>(new BackendOptionsValidator<TOptions>(name, section));
        Services.AddKeyedSingleton(name, (provider, _) =>
        {
            TOptions options = provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);
            return create(new StorageBackendContext<TOptions>(name, options, provider.GetRequiredService<StorageServices>(), provider));
        });
        return Services.AddOptions<TOptions>(name).ValidateOnStart();
    }
}
