using System.IO.Pipelines;
using Moq;
using Orbit.Storage.Memory;
using Orbit.Storage.Tests.Memory;

namespace Orbit.Storage.Tests.Extensions;

public sealed class WritingTests
{
    [Test]
    public async Task Write_SeekableStream_RestIsWrittenWithItsLengthAndStreamStaysOpen()
    {
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(300_000);
        using MemoryStream stream = new(content) { Position = 1000 };
        (IStorageBackend backend, List<WriteOptions?> seen) = Listening(memory);

        await backend.WriteAsync("object", stream);

        PatternedBytes.AssertSame(await memory.ReadBytesAsync("object"), content.AsSpan()[1000..]);
        Assert.That(seen.Single()!.ExpectedLength, Is.EqualTo(299_000));
        Assert.That(stream.CanRead, Is.True);
    }

    [Test]
    public async Task Write_LengthGiven_IsKept()
    {
        await using MemoryBackend memory = new();
        using MemoryStream stream = new(new byte[10]);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await memory.WriteAsync("object", stream, new WriteOptions { ExpectedLength = 11 }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.LengthMismatch));
        Assert.That(await memory.ExistsAsync("object"), Is.False);
    }

    [Test]
    public async Task Write_StreamThatCannotSeek_LengthUnknown()
    {
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(5_000_000);
        Stream stream = PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(content)).AsStream();
        (IStorageBackend backend, List<WriteOptions?> seen) = Listening(memory);

        await backend.WriteAsync("object", stream);

        PatternedBytes.AssertSame(await memory.ReadBytesAsync("object"), content);
        Assert.That(seen.Single()!.ExpectedLength, Is.Null);
    }

    [Test]
    public async Task WriteBytes_OptionsWithoutLength_AreCarriedAndNotChanged()
    {
        await using MemoryBackend memory = new();
        WriteOptions options = new() { ContentType = "text/plain", Metadata = new Dictionary<string, string> { ["k"] = "v" } };

        await memory.WriteBytesAsync("object", new byte[] { 1, 2, 3 }, options);

        StorageEntry entry = await memory.StatAsync("object");
        Assert.That((entry.Size, entry.ContentType, entry.Metadata!["k"]), Is.EqualTo((3, "text/plain", "v")));
        Assert.That(options.ExpectedLength, Is.Null);
    }

    [TestCase("")]
    [TestCase("é😀\n")]
    public async Task WriteText_ReadText_SameText(string text)
    {
        await using MemoryBackend memory = new();

        await memory.WriteTextAsync("object", text);

        Assert.That(await memory.ReadTextAsync("object"), Is.EqualTo(text));
        Assert.That((await memory.StatAsync("object")).Size, Is.EqualTo(System.Text.Encoding.UTF8.GetByteCount(text)));
    }

    [Test]
    public async Task WriteText_LoneSurrogate_RefusedAndNothingWritten()
    {
        await using MemoryBackend memory = new();

        Assert.That(async () => await memory.WriteTextAsync("object", "a\ud800b"), Throws.InstanceOf<ArgumentException>());
        Assert.That(await memory.ExistsAsync("object"), Is.False);
    }

    [Test]
    public async Task WriteFile_LocalFile_SameBytes()
    {
        using TemporaryDirectory directory = new();
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(3_000_001);
        await File.WriteAllBytesAsync(directory["file"], content);

        WriteResult result = await memory.WriteFileAsync("object", directory["file"]);

        Assert.That(result.Size, Is.EqualTo(content.Length));
        PatternedBytes.AssertSame(await memory.ReadBytesAsync("object"), content);
    }

    [Test]
    public async Task WriteFile_MissingFile_FileNotFoundAndNothingWritten()
    {
        using TemporaryDirectory directory = new();
        await using MemoryBackend memory = new();

        Assert.That(async () => await memory.WriteFileAsync("object", directory["missing"]), Throws.TypeOf<FileNotFoundException>());
        Assert.That(await memory.ExistsAsync("object"), Is.False);
    }

    [Test]
    public async Task WriteFile_FileThatClaimsToBeEmpty_IsReadToItsEnd()
    {
        if (!File.Exists("/proc/self/status"))
        {
            Assert.Ignore("This system has no /proc.");
        }

        await using MemoryBackend memory = new();

        await memory.WriteFileAsync("object", "/proc/self/status");

        Assert.That(await memory.ReadTextAsync("object"), Does.StartWith("Name:"));
    }

    private static (IStorageBackend Backend, List<WriteOptions?> Seen) Listening(MemoryBackend memory)
    {
        List<WriteOptions?> seen = [];
        Mock<IStorageBackend> backend = new();
        backend.Setup(b => b.WriteAsync(It.IsAny<StoragePath>(), It.IsAny<PipeReader>(), It.IsAny<WriteOptions?>(), It.IsAny<CancellationToken>()))
            .Callback((StoragePath _, PipeReader _, WriteOptions? options, CancellationToken _) => seen.Add(options))
            .Returns(memory.WriteAsync);
        return (backend.Object, seen);
    }
}
