using System.Globalization;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Scripted;

/// <summary>Lists the scripted server, in order. A continuation is the last path of its page.</summary>
internal sealed class ScriptedPageSource(ScriptedBackend backend, StoragePath prefix, ListOptions options) : IPageSource
{
    private const int DefaultPageSize = 1000;

    public Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.ReadPage, prefix) { Continuation = continuation },
            (fault, _) =>
            {
                ListPage page = Cut(continuation is null ? 0 : int.Parse(continuation, CultureInfo.InvariantCulture));
                return Task.FromResult(fault?.Page is { } change ? change(page) : page);
            },
            cancellationToken);

    public ValueTask DisposeAsync()
    {
        backend.CountHandle(-1);
        return default;
    }

    private ListPage Cut(int from)
    {
        IReadOnlyList<StorageEntry> shown = options.Recursive && backend.Capabilities.RecursiveListing ? backend.Store.Below(prefix) : Children(backend.Store.Below(prefix));
        StorageEntry[] wanted = [.. shown.Where(entry => options.StartAfter is not { } after || entry.Path > after)];
        int size = options.PageSize ?? DefaultPageSize;
        int next = Math.Min(from + size, wanted.Length);
        bool hasMore = next < wanted.Length;
        return new ListPage(wanted[Math.Min(from, wanted.Length)..next], hasMore, hasMore ? next.ToString(CultureInfo.InvariantCulture) : null);
    }

    private IReadOnlyList<StorageEntry> Children(IReadOnlyList<StorageEntry> below)
    {
        SortedDictionary<StoragePath, StorageEntry> children = [];
        foreach (StorageEntry entry in below)
        {
            // A key that starts with the separator is shown one level deeper (docs/decisions/0041).
            string key = entry.Path.Value;
            int from = !prefix.IsRoot ? prefix.Value.Length + 1 : key[0] == StoragePath.Separator ? 1 : 0;
            int end = key.IndexOf(StoragePath.Separator, from);
            StoragePath child = end < 0 ? entry.Path : StoragePath.FromStoredName(key[..end], backend);
            children.TryAdd(child, end < 0 ? entry : new StorageEntry(child, StorageEntryKind.Directory));
        }

        return [.. children.Values];
    }
}
