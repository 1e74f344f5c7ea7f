namespace Orbit.Storage.Tests.Local;

public sealed class DeletingTests(VolumeKind kind) : LocalFixture(kind)
{
    [Test]
    public async Task DeleteAsync_MissingOrBelowAFile_Succeeds()
    {
        await WriteAsync("file", "text");

        await Backend.DeleteAsync("missing");
        await Backend.DeleteAsync("missing/deep", new DeleteOptions { Recursive = true });
        await Backend.DeleteAsync("file/below");

        Assert.That(OnDisk(), Is.EqualTo(new[] { "file" }));
    }

    [Test]
    public async Task DeleteAsync_DirectoryWithContent_IsRefusedUnlessRecursive()
    {
        await WriteAsync("a/b", "text");
        await WriteAsync("a/d/e", "text");
        await WriteAsync("ab", "text");

        await FailureOf(Backend.DeleteAsync("a"), StorageErrorKind.DirectoryNotEmpty);
        await Backend.DeleteAsync("a", new DeleteOptions { Recursive = true });

        Assert.That(OnDisk(), Is.EqualTo(new[] { "ab" }));
    }

    [Test]
    public async Task DeleteAsync_EmptyDirectory_IsGone()
    {
        await Backend.CreateDirectoryAsync("a");

        await Backend.DeleteAsync("a/");

        Assert.That(OnDisk(), Is.Empty);
    }

    [Test]
    public async Task DeleteAsync_TreeWithHiddenAndTemporaryNames_LeavesNothing()
    {
        await WriteAsync("a/.hidden/file", "text");
        await File.WriteAllTextAsync(OnDisk("a/" + TemporaryName.Create()), "left by a dead writer");

        await Backend.DeleteAsync("a", new DeleteOptions { Recursive = true });

        Assert.That(OnDisk(), Is.Empty);
    }

    [Test]
    public async Task DeleteAsync_TwoOfTheSameTreeAtOnce_BothSucceed()
    {
        for (int i = 0; i < 300; i++)
        {
            Directory.CreateDirectory(OnDisk($"a/{i % 7}/{i}"));
            await File.WriteAllTextAsync(OnDisk($"a/{i % 7}/{i}/file"), "");
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Backend.DeleteAsync("a", new DeleteOptions { Recursive = true })));

        Assert.That(OnDisk(), Is.Empty);
    }

    [Test]
    public void DeleteAsync_Canceled_Stops()
    {
        Directory.CreateDirectory(OnDisk("a/b"));

        Assert.That(
            async () => await Backend.DeleteAsync("a", new DeleteOptions { Recursive = true }, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(OnDisk(), Is.EqualTo(new[] { "a", "a/b" }));
    }
}
