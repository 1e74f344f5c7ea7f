namespace Orbit.Storage.Ssh.Tests.Files;

/// <summary>A writer counts on a directory that was there for another file a moment ago. What became of it meanwhile is found out in time.</summary>
public sealed class SeenDirectoryTests : SshTest
{
    [TestCase(10)]
    [TestCase(200_000)]
    [TestCase(9_000_000)]
    public async Task Write_DirectoryRemovedSinceTheLastFile_IsMadeAnew(int length)
    {
        await PutAsync("a/b/first", "x");
        Directory.Delete(At("a"), recursive: true);

        await PutAsync("a/b/second", new string('y', length));

        Assert.That(File.ReadAllText(At("a/b/second")), Is.EqualTo(new string('y', length)));
        Assert.That(Directory.GetFiles(At("a/b")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Write_DirectoryRemovedAndParentsNotToBeMade_NotFound()
    {
        await PutAsync("a/first", "x");
        Directory.Delete(At("a"), recursive: true);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => PutAsync("a/second", "y", new WriteOptions { CreateParents = false }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.NotFound));
        Assert.That(Directory.Exists(At("a")), Is.False);
    }

    [Test]
    public async Task Write_DirectoryReplacedByAFile_NotADirectory()
    {
        await PutAsync("a/first", "x");
        Directory.Delete(At("a"), recursive: true);
        File.WriteAllText(At("a"), "file");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => PutAsync("a/second", "y"))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.NotADirectory));
        Assert.That(File.ReadAllText(At("a")), Is.EqualTo("file"));
    }

    [Test]
    public async Task Write_DirectoryReplacedByALink_IsRefusedAndLeavesNothingBehindIt()
    {
        string elsewhere = MakeDirectory("elsewhere");
        await PutAsync("a/first", "x");
        Directory.Delete(At("a"), recursive: true);
        Directory.CreateSymbolicLink(At("a"), elsewhere);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => PutAsync("a/second", "y"))!;

        Assert.That(failure.Message, Does.Contain("link"));
        Assert.That(Directory.GetFileSystemEntries(elsewhere), Is.Empty);
    }

    [Test]
    public async Task Write_NameTakenByAnotherHandInADirectoryMadeAMomentAgo_IsReplacedOrRefused([Values] bool overwrite, [Values(10, 200_000)] int length)
    {
        await PutAsync("a/first", "x");
        File.WriteAllText(At("a/second"), "another's");

        if (overwrite)
        {
            await PutAsync("a/second", new string('y', length));
            Assert.That(File.ReadAllText(At("a/second")), Is.EqualTo(new string('y', length)));
        }
        else
        {
            StorageException failure = Assert.ThrowsAsync<StorageException>(() => PutAsync("a/second", new string('y', length), new WriteOptions { Overwrite = false }))!;
            Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.AlreadyExists));
            Assert.That(File.ReadAllText(At("a/second")), Is.EqualTo("another's"));
        }

        Assert.That(Directory.GetFiles(At("a")), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Write_DirectoryOfThatNameInADirectoryMadeAMomentAgo_IsADirectory()
    {
        await PutAsync("a/first", "x");
        MakeDirectory("a/second");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => PutAsync("a/second", "y"))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.IsADirectory));
        Assert.That(Directory.GetFileSystemEntries(At("a")), Has.Length.EqualTo(2));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no permissions of this kind.")]
    public async Task Write_AgainInADirectoryMadeAMomentAgo_KeepsThePermissions([Values] bool isRenamed)
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await PutAsync(isRenamed ? "b/other" : "a/file", "x", new WriteOptions { Permissions = Own });
        if (isRenamed)
        {
            await PutAsync("a/first", "x");
            await Backend.RenameAsync("b/other", "a/file", cancellationToken: Token);
        }

        await PutAsync("a/file", "y");

#pragma warning disable CA1416 // Not reached on Windows.
        Assert.That(File.GetUnixFileMode(At("a/file")), Is.EqualTo(Own));
#pragma warning restore CA1416
        Assert.That(File.ReadAllText(At("a/file")), Is.EqualTo("y"));
    }
}
