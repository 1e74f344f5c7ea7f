using Orbit.Storage.Tests.Shared;

namespace Orbit.Storage.Tests.Local;

/// <summary>What was written is compared before it shows.</summary>
public sealed class ReadBackTests(VolumeKind kind) : LocalFixture(kind)
{
    [Test]
    public async Task Write_ChangedUnderneath_IsAMismatchAndLeavesTheOldObject()
    {
        await WriteAsync("file", "old");

        StorageException failure = await ChangedUnderneath.WriteAsync(Backend, "file", Root, CancellationToken.None);

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch), failure.Message);
        Assert.That(await ReadAsync("file"), Is.EqualTo("old"));
    }

    [TestCase("")]
    [TestCase("short")]
    public async Task Write_ReadBack_OfShortContent_IsWritten(string content)
    {
        WriteResult result = await WriteAsync("file", content, new WriteOptions { ReadBack = true, Overwrite = false });

        Assert.That((await ReadAsync("file"), result.Size), Is.EqualTo((content, (long)content.Length)));
    }
}
