using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage.Memory;

/// <summary>
/// Opens <c>mem:</c>, an empty store of the caller's own, and <c>mem://name</c>, a store that all who open this name share. The latter's content lives
/// until the container is disposed, whoever closes it.
/// </summary>
internal sealed class MemoryUriScheme : IStorageUriScheme, IAsyncDisposable, IDisposable
{
    private readonly object _gate = new();
    private readonly Dictionary<string, (MemoryBackend Store, string Query)> _named = new(StringComparer.OrdinalIgnoreCase);

    public string Scheme => "mem";

    public IStorageBackend Open(Uri uri, StorageServices services)
    {
        if (uri.AbsolutePath.Trim('/').Length > 0 || uri.UserInfo.Length > 0 || !uri.IsDefaultPort || uri.Fragment.Length > 0)
        {
            throw new StorageException(StorageErrorKind.InvalidConfiguration, $"'{StorageUri.Redact(uri)}' has more than a name; write 'mem:' or 'mem://name'.");
        }

        if (uri.Host.Length == 0)
        {
            return Create(uri, services);
        }

        lock (_gate)
        {
            if (!_named.TryGetValue(uri.Host, out (MemoryBackend Store, string Query) named))
            {
                _named[uri.Host] = named = (Create(uri, services), uri.Query);
            }

            return named.Query == uri.Query
                ? new SharedMemoryBackend(named.Store)
                : throw new StorageException(StorageErrorKind.InvalidConfiguration, $"The store of '{StorageUri.Redact(uri)}' is open with other settings; write the same ones, or take another name.");
        }
    }

    public void Dispose()
    {
        foreach ((MemoryBackend store, _) in TakeAll())
        {
            store.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((MemoryBackend store, _) in TakeAll())
        {
            await store.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static MemoryBackend Create(Uri uri, StorageServices services)
    {
        MemoryBackendOptions options = new();
        StorageSettings settings = StorageSettings.FromQuery(uri);
        settings.ReadCommon(options);
        MemorySettings.Read(settings, options);
        settings.Complete();
        return new MemoryBackend(options, services);
    }

    private List<(MemoryBackend Store, string Query)> TakeAll()
    {
        lock (_gate)
        {
            List<(MemoryBackend Store, string Query)> all = [.. _named.Values];
            _named.Clear();
            return all;
        }
    }
}
