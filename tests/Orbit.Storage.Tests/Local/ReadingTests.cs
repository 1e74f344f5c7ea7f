using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Local;

public sealed class ReadingTests(VolumeKind kind) : LocalFixture(kind)
{
    [Test]
    public async Task OpenReadAsync_Range_IsClampedAndReported()
    {
        await WriteAsync("file", "arbitrary data");

        Assert.That(await ReadAsync("file", new ReadOptions { Range = ByteRange.Of(2, 98) }), Is.EqualTo("bitrary data"));
    }

    [Test]
    public async Task OpenReadAsync_Missing_IsNotFoundWithTheName()
    {
        StorageException failure = await FailureOf(ReadAsync("missing/file"), StorageErrorKind.NotFound);

        Assert.That((failure.Message, failure.ServerCode, failure.IsTransient), Is.EqualTo(("local: cannot read 'missing/file': there is no such file or directory.", "ENOENT", false)));
    }

    [Test]
    public async Task OpenReadAsync_Directory_IsADirectory()
    {
        await Backend.CreateDirectoryAsync("directory");

        await FailureOf(ReadAsync("directory"), StorageErrorKind.IsADirectory);
    }

    [Test]
    public async Task OpenAsync_ReplacedMeanwhile_ReadsWhatWasOpened()
    {
        await WriteAsync("file", "old content");
        await using IRangeSource source = await Backend.OpenRangesAsync("file");

        await WriteAsync("file", "new content");

        Assert.That(await ReadAllAsync(source), Is.EqualTo("old content"));
    }

    [Test]
    public async Task OpenAsync_CutInPlaceMeanwhile_IsALengthMismatch()
    {
        await WriteAsync("file", "old content");
        await using IRangeSource source = await Backend.OpenRangesAsync("file");

        using (FileStream stream = new(OnDisk("file"), FileMode.Open))
        {
            stream.SetLength(4);
        }

        await FailureOf(ReadAllAsync(source), StorageErrorKind.LengthMismatch);
    }

    [Test]
    public async Task OpenAsync_WrittenInPlaceMeanwhile_IsObjectChanged()
    {
        await WriteAsync("file", "old content");
        await using IRangeSource source = await Backend.OpenRangesAsync("file");

        await File.WriteAllTextAsync(OnDisk("file"), "new content");

        await FailureOf(ReadAllAsync(source), StorageErrorKind.ObjectChanged);
    }

    [Test]
    public async Task OpenReadAsync_Conditions_AreJudged()
    {
        WriteResult written = await WriteAsync("file", "text");

        await FailureOf(ReadAsync("file", new ReadOptions { IfMatch = "invalid" }), StorageErrorKind.PreconditionFailed);
        await FailureOf(ReadAsync("file", new ReadOptions { IfNoneMatch = written.ETag }), StorageErrorKind.NotModified);
        await FailureOf(ReadAsync("file", new ReadOptions { IfModifiedSince = written.LastModified }), StorageErrorKind.NotModified);
        await FailureOf(ReadAsync("file", new ReadOptions { IfUnmodifiedSince = written.LastModified - TimeSpan.FromHours(10) }), StorageErrorKind.PreconditionFailed);
        Assert.That(await ReadAsync("file", new ReadOptions { IfMatch = written.ETag, IfUnmodifiedSince = written.LastModified }), Is.EqualTo("text"));
    }

    private static async Task<string> ReadAllAsync(IRangeSource source)
    {
        await using IRangeBody body = await source.OpenAsync(new ByteSpan(0, source.Entry.Size!.Value), CancellationToken.None);
        byte[] buffer = new byte[100];
        int length = 0;
        int count;
        while ((count = await body.ReadAsync(buffer.AsMemory(length), CancellationToken.None)) > 0)
        {
            length += count;
        }

        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }
}
