using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Transfers.Trees;

/// <summary>Two stores in memory, and what a test says and asks of them in few words.</summary>
internal sealed class TreePairRig : IAsyncDisposable
{
    public static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public MemoryBackend Source { get; init; } = new();

    public MemoryBackend Target { get; init; } = new();

    public RecordedEvents Events { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Target.DisposeAsync();
    }

    public static Task WriteAsync(IStorageBackend backend, string path, string text, DateTimeOffset? time = null) =>
        backend.WriteTextAsync(path, text, new WriteOptions { LastModified = backend.Capabilities.SetLastModified ? time ?? Then : null });

    /// <summary>All below a path: names of directories with a separator, of files with their text.</summary>
    public static async Task<string[]> ShowAsync(IStorageBackend backend, string path = "")
    {
        List<string> shown = [];
        await foreach (StorageEntry entry in backend.ListAsync(path, new ListOptions { Recursive = true }))
        {
            string name = entry.Path.RelativeTo(path).Value;
            shown.Add(entry.Kind == StorageEntryKind.Directory ? name + "/" : $"{name}={await backend.ReadTextAsync(entry.Path)}");
        }

        shown.Sort(StringComparer.Ordinal);
        return [.. shown];
    }
}
