using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orbit.Storage.DependencyInjection;

/// <summary>Finds backends in the container. It holds none itself: the container owns them.</summary>
internal sealed class StorageBackendProvider(
    IServiceProvider provider,
    IEnumerable<StorageRegistration> registrations,
    IEnumerable<IStorageUriScheme> schemes,
    IOptions<OrbitStorageOptions> options,
    StorageServices services) : IStorageBackendProvider
{
    private readonly Dictionary<string, IStorageUriScheme> _schemes = ByName(schemes);

    public IReadOnlyList<string> Names { get; } = [.. registrations.Select(static registration => registration.Name)];

    public IStorageBackend DefaultBackend => GetBackend(options.Value.DefaultBackend ?? (Names.Count == 1 ? Names[0] : throw NoDefault()));

    public IStorageBackend GetBackend(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return TryGetBackend(name, out IStorageBackend? backend)
            ? backend
            : throw new ArgumentException($"There is no storage backend named '{name}': {StorageRegistration.Describe(registrations)}.", nameof(name));
    }

    public bool TryGetBackend(string name, [NotNullWhen(true)] out IStorageBackend? backend)
    {
        ArgumentNullException.ThrowIfNull(name);
        backend = Names.Contains(name) ? provider.GetRequiredKeyedService<IStorageBackend>(name) : null;
        return backend is not null;
    }

    public IStorageBackend Open(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri)
        {
            throw new StorageException(StorageErrorKind.InvalidConfiguration, $"'{StorageUri.Redact(uri)}' has no scheme; write it as in 'file:///srv/data'. {KnownSchemes()}");
        }

        return _schemes.TryGetValue(uri.Scheme, out IStorageUriScheme? scheme)
            ? scheme.Open(uri, services)
            : throw new StorageException(
                StorageErrorKind.InvalidConfiguration,
                $"Nothing opens '{StorageUri.Redact(uri)}': the scheme '{uri.Scheme}' is unknown. {KnownSchemes()} Others come with their package, when its backend or its scheme is added.");
    }

    private static Dictionary<string, IStorageUriScheme> ByName(IEnumerable<IStorageUriScheme> schemes)
    {
        Dictionary<string, IStorageUriScheme> byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (IStorageUriScheme scheme in schemes)
        {
            if (!byName.TryAdd(scheme.Scheme, scheme))
            {
                throw new InvalidOperationException($"The URI scheme '{scheme.Scheme}' is added by both {byName[scheme.Scheme].GetType()} and {scheme.GetType()}; leave one of them out.");
            }
        }

        return byName;
    }

    private string KnownSchemes() => $"Known schemes: {string.Join(", ", _schemes.Keys.Order(StringComparer.Ordinal))}.";

    private InvalidOperationException NoDefault() => new(
        Names.Count == 0
            ? "No storage backend is registered; add one to AddOrbitStorage(), as in AddLocal(\"name\", …)."
            : $"A storage backend was asked for without a key, and none is the default: {StorageRegistration.Describe(registrations)}. Ask for one by its key, or call SetDefault(name).");
}
