using System.Buffers;
using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Memory;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Memory;

/// <summary>The parts of a memory backend, wired as the backend wires them, so that its ports can be driven one call at a time.</summary>
internal sealed class MemoryFixture
{
    public MemoryFixture(MemoryBackendOptions? options = null)
    {
        options ??= new MemoryBackendOptions();
        Backend = new MemoryBackend(options, new StorageServices { Time = Time });
        Entries = new MemoryEntries(Backend, options, Time);
        PageSize = options.PageSize;
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public MemoryBackend Backend { get; }

    public MemoryEntries Entries { get; }

    public MemoryUsage Usage { get; } = new();

    public int PageSize { get; }

    public static PartContent Part(int index, long offset, byte[] bytes) => PartContent.FromMemory(index, offset, new ReadOnlySequence<byte>(bytes));

    public MemoryPartSink OpenSink(string path, WriteOptions? options = null) => new(Entries, Usage, Backend.Capabilities, new WriteRequest(path, options ?? new WriteOptions()));

    public async Task<WriteResult> WriteAsync(string path, byte[]? content = null, WriteOptions? options = null)
    {
        await using MemoryPartSink sink = OpenSink(path, options);
        return await sink.WriteWholeAsync(Part(0, 0, content ?? []), default);
    }

    public byte[] Read(string path)
    {
        MemoryContent content = Entries.GetObject(path, null).Content;
        return [.. content.Chunks.SelectMany(static chunk => chunk.ToArray())];
    }

    public async Task<List<string>> ListAsync(string path, ListOptions? options = null)
    {
        options ??= new ListOptions();
        await using MemoryPageSource source = new(Entries, Backend, path, options, options.PageSize ?? PageSize);
        List<string> shown = [];
        ListPage page;
        string? continuation = null;
        do
        {
            page = await source.ReadPageAsync(continuation, default);
            shown.AddRange(page.Entries.Select(static entry => entry.Path.Value + (entry.Kind == StorageEntryKind.Directory ? "/" : "")));
            continuation = page.Continuation;
        }
        while (page.HasMore);
        return shown;
    }
}
