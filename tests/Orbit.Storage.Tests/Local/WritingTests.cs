using System.IO.Pipelines;

namespace Orbit.Storage.Tests.Local;

public sealed class WritingTests(VolumeKind kind) : LocalFixture(kind)
{
    [Test]
    public async Task WriteAsync_MissingParents_MakesThem()
    {
        await WriteAsync("a/b/c/file", "text");

        Assert.That(OnDisk(), Is.EqualTo(new[] { "a", "a/b", "a/b/c", "a/b/c/file" }));
        Assert.That(await File.ReadAllTextAsync(OnDisk("a/b/c/file")), Is.EqualTo("text"));
    }

    [Test]
    public async Task WriteAsync_MissingParentsNotToBeMade_IsNotFound()
    {
        await FailureOf(WriteAsync("a/file", "text", new WriteOptions { CreateParents = false }), StorageErrorKind.NotFound);

        Assert.That(OnDisk(), Is.Empty);
    }

    [Test]
    public async Task WriteAsync_Result_IsWhatStatSays()
    {
        WriteResult result = await WriteAsync("file", "text");

        StorageEntry entry = await Backend.StatAsync("file");
        Assert.That((entry.Size, entry.ETag, entry.LastModified), Is.EqualTo((result.Size, result.ETag, result.LastModified)));
    }

    [Test]
    public async Task WriteAsync_Overwrite_ReplacesAndChangesTheTag()
    {
        WriteResult first = await WriteAsync("file", "long content");
        WriteResult second = await WriteAsync("file", "short");

        Assert.That(await File.ReadAllTextAsync(OnDisk("file")), Is.EqualTo("short"));
        Assert.That(second.ETag, Is.Not.EqualTo(first.ETag));
    }

    [Test]
    public async Task WriteAsync_ManyContentsOfOneSize_EachHasItsOwnTag()
    {
        HashSet<string?> tags = [];
        for (int i = 0; i < 100; i++)
        {
            tags.Add((await WriteAsync("file", i.ToString("000", System.Globalization.CultureInfo.InvariantCulture))).ETag);
        }

        Assert.That(tags, Has.Count.EqualTo(100));
    }

    [Test]
    public async Task WriteAsync_ToADirectory_IsADirectory()
    {
        await WriteAsync("directory/file", "text");

        await FailureOf(WriteAsync("directory", "text"), StorageErrorKind.IsADirectory);

        Assert.That(OnDisk(), Is.EqualTo(new[] { "directory", "directory/file" }));
    }

    [Test]
    public async Task WriteAsync_BelowAFile_IsNotADirectory()
    {
        await WriteAsync("file", "text");

        await FailureOf(WriteAsync("file/below", "text"), StorageErrorKind.NotADirectory);
    }

    [Test]
    public async Task WriteAsync_CreateOnlyRace_HasOneWinner()
    {
        Task<WriteResult>[] writes = [.. Enumerable.Range(0, 16).Select(i => WriteAsync("file", $"body {i}", new WriteOptions { Overwrite = false }))];

        int[] winners = [.. (await Task.WhenAll(writes.Select(async (write, i) =>
        {
            try
            {
                await write;
                return i;
            }
            catch (StorageException taken) when (taken.Kind == StorageErrorKind.AlreadyExists)
            {
                return -1;
            }
        }))).Where(static i => i >= 0)];

        Assert.That(winners, Has.Length.EqualTo(1));
        Assert.That(await ReadAsync("file"), Is.EqualTo($"body {winners[0]}"));
    }

    [Test]
    public async Task WriteAsync_InProgress_ShowsOneHiddenFileBesideTheTarget()
    {
        await WriteAsync("directory/file", "old");
        Pipe pipe = new();
        Task<WriteResult> write = Backend.WriteAsync("directory/file", pipe.Reader, new WriteOptions { Transfer = new TransferOptions { PartSize = 256 * 1024 } });
        for (int i = 0; i < 16; i++)
        {
            await pipe.Writer.WriteAsync(new byte[64 * 1024]);
        }

        await WaitForAsync(() => OnDisk().Length == 3);
        string[] during = OnDisk();
        string old = await ReadAsync("directory/file");
        string[] listed = await NamesAsync("directory");
        await pipe.Writer.CompleteAsync();
        await write;

        Assert.That(during.Where(static name => TemporaryName.IsMatch(Path.GetFileName(name))), Has.Exactly(1).Items);
        Assert.That(Path.GetDirectoryName(during.Single(static name => TemporaryName.IsMatch(Path.GetFileName(name)))), Is.EqualTo("directory"));
        Assert.That((old, listed), Is.EqualTo(("old", new[] { "directory/file" })));
        Assert.That(OnDisk(), Is.EqualTo(new[] { "directory", "directory/file" }));
        Assert.That(new FileInfo(OnDisk("directory/file")).Length, Is.EqualTo(1024 * 1024));
    }

    [Test]
    public async Task WriteAsync_SourceFails_LeavesNothingNotEvenParents()
    {
        Pipe pipe = new();
        Task<WriteResult> write = Backend.WriteAsync("new/parent/file", pipe.Reader, new WriteOptions { Transfer = new TransferOptions { PartSize = 128 * 1024 } });
        for (int i = 0; i < 16; i++)
        {
            await pipe.Writer.WriteAsync(new byte[64 * 1024]);
        }

        await WaitForAsync(() => OnDisk().Length > 0);
        await pipe.Writer.CompleteAsync(new InvalidDataException("broken"));

        Assert.That(async () => await write, Throws.InstanceOf<Exception>());
        Assert.That(OnDisk(), Is.Empty);
    }

    [Test]
    public async Task WriteAsync_KnownLengthOfSeveralParts_IsExact()
    {
        byte[] content = new byte[(3 * 1024 * 1024) + 17];
        new Random(1).NextBytes(content);

        await Backend.WriteAsync("file", PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(content)), new WriteOptions { ExpectedLength = content.Length });

        Assert.That(await File.ReadAllBytesAsync(OnDisk("file")), Is.EqualTo(content));
    }

    [Test]
    public async Task WriteAsync_LengthBeyondTheDisk_IsRefusedBeforeTheContent()
    {
        StorageException failure = await FailureOf(
            WriteAsync("file", new string('a', 3 * 1024 * 1024), new WriteOptions { ExpectedLength = 1L << 50 }), StorageErrorKind.QuotaExceeded);

        Assert.That(failure.ServerCode, Is.EqualTo("ENOSPC"));
        Assert.That(OnDisk(), Is.Empty);
    }

    [Test]
    public async Task WriteAsync_LastModified_IsKept()
    {
        DateTimeOffset then = new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);

        WriteResult result = await WriteAsync("file", "text", new WriteOptions { LastModified = then });

        Assert.That((result.LastModified, (DateTimeOffset)File.GetLastWriteTimeUtc(OnDisk("file"))), Is.EqualTo((then, then)));
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(10, deadline.Token);
        }
    }
}
