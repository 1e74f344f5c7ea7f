using System.IO.Compression;
using Orbit.Storage.Memory;
using Orbit.Storage.Reading;
using Orbit.Storage.Tests.Memory;

namespace Orbit.Storage.Tests.Extensions;

public sealed class ZipArchiveTests
{
    private const int Entries = 200;
    private const int EntrySize = 100_000;

    [Test]
    public async Task Open_LargeArchive_OneEntryInFewRequests()
    {
        await using MemoryBackend memory = new();
        await WriteArchiveAsync(memory);
        await using CountingRangeSource source = new(await memory.OpenRangesAsync("archive.zip"));
        await using RangeStream stream = new(source, new ByteSpan(0, source.Entry.Size!.Value));
        using ZipArchive archive = new(stream, ZipArchiveMode.Read);

        byte[] bytes = await ReadAsync(archive.GetEntry("entry-117")!);

        PatternedBytes.AssertSame(bytes, PatternedBytes.Create(EntrySize, 117));
        Assert.That(source.Requests, Is.LessThanOrEqualTo(4));
    }

    [Test]
    public async Task Open_LargeArchive_AllEntriesInOrderInFewRequests()
    {
        await using MemoryBackend memory = new();
        await WriteArchiveAsync(memory);
        await using CountingRangeSource source = new(await memory.OpenRangesAsync("archive.zip"));
        await using RangeStream stream = new(source, new ByteSpan(0, source.Entry.Size!.Value));
        using ZipArchive archive = new(stream, ZipArchiveMode.Read);

        for (int i = 0; i < Entries; i++)
        {
            PatternedBytes.AssertSame(await ReadAsync(archive.GetEntry($"entry-{i}")!), PatternedBytes.Create(EntrySize, i));
        }

        Assert.That(source.Requests, Is.LessThanOrEqualTo(40));
    }

    [Test]
    public async Task Open_BySynchronousMembersAlone_SameBytes()
    {
        await using MemoryBackend memory = new();
        await WriteArchiveAsync(memory);
        using ZipArchive archive = new(await memory.OpenReadStreamAsync("archive.zip"), ZipArchiveMode.Read);
        using Stream entry = archive.GetEntry("entry-3")!.Open();
        byte[] bytes = new byte[EntrySize];

        entry.ReadExactly(bytes);

        PatternedBytes.AssertSame(bytes, PatternedBytes.Create(EntrySize, 3));
    }

    private static async Task WriteArchiveAsync(MemoryBackend memory)
    {
        await using StorageWriter writer = await memory.OpenWriteAsync("archive.zip");
        using (ZipArchive archive = new(writer.AsStream(), ZipArchiveMode.Create))
        {
            for (int i = 0; i < Entries; i++)
            {
                await using Stream entry = archive.CreateEntry($"entry-{i}", CompressionLevel.Fastest).Open();
                await entry.WriteAsync(PatternedBytes.Create(EntrySize, i));
            }
        }

        await writer.CommitAsync();
    }

    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry)
    {
        await using Stream stream = entry.Open();
        using MemoryStream bytes = new();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
