using Orbit.Storage.Local;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Ssh.Tests.Conformance;
using Orbit.Storage.Ssh.Tests.Connection;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Tests.Files;

/// <summary>Small files are read and written by one call, which leaves no handle on the server.</summary>
public sealed class SmallFileTests : SshTest
{
    private const string Name = "file";

    [Test]
    public async Task TryRead_FileThatStaysAsItIs_HasItsBytes([Values] bool isListed, [Values(0, 1, SftpSmallFile.Limit, 100_000)] int length)
    {
        byte[] content = new byte[length];
        Random.Shared.NextBytes(content);
        File.WriteAllBytes(At(Name), content);

        Assert.That(await ReadAsync(isListed, static () => { }), Is.EqualTo(content));
    }

    [Test]
    public async Task TryRead_FileChangedSinceItWasSeen_IsLeftToTheUsualWay([Values] bool isListed, [Values("longer than it was", "less", "", "as long")] string now)
    {
        File.WriteAllText(At(Name), "at once");
        File.SetLastWriteTimeUtc(At(Name), DateTime.UtcNow.AddMinutes(-1));

        Assert.That(await ReadAsync(isListed, () => File.WriteAllText(At(Name), now)), Is.Null);
    }

    [Test]
    public async Task TryRead_FileReplacedByOneOfItsSize_IsLeftToTheUsualWay([Values] bool isListed)
    {
        File.WriteAllText(At(Name), "one");
        File.SetLastWriteTimeUtc(At(Name), DateTime.UtcNow.AddMinutes(-1));
        File.WriteAllText(At("new"), "two");

        Assert.That(await ReadAsync(isListed, () => File.Move(At("new"), At(Name), overwrite: true)), Is.Null);
    }

    [Test]
    public async Task OpenRead_FileChangedAfterItWasListed_IsTheNewOne()
    {
        File.WriteAllText(At(Name), "old");
        await ListAsync(StoragePath.Root);
        File.WriteAllText(At(Name), "newer");

        Assert.That(await GetAsync(Name), Is.EqualTo("newer"));
    }

    [Test]
    public async Task OpenRead_FileDeletedAfterItWasListed_IsNotFound()
    {
        File.WriteAllText(At(Name), "old");
        await ListAsync(StoragePath.Root);
        File.Delete(At(Name));

        Assert.That(Assert.ThrowsAsync<StorageException>(() => GetAsync(Name))!.Kind, Is.EqualTo(StorageErrorKind.NotFound));
    }

    [Test]
    public async Task OpenRead_DirectoryInThePlaceOfAListedFile_SaysSo()
    {
        File.WriteAllText(At(Name), "old");
        await ListAsync(StoragePath.Root);
        File.Delete(At(Name));
        MakeDirectory(Name);

        Assert.That(Assert.ThrowsAsync<StorageException>(() => GetAsync(Name))!.Kind, Is.EqualTo(StorageErrorKind.IsADirectory));
        Assert.That(ServerHandles.CountBelow(At(Name)), Is.Zero);
    }

    [Test]
    public async Task OpenRead_LinkInThePlaceOfAListedFile_IsRefused()
    {
        File.WriteAllText(At(Name), "old");
        File.WriteAllText(At("else"), "old");
        await ListAsync(StoragePath.Root);
        File.Delete(At(Name));
        File.CreateSymbolicLink(At(Name), At("else"));

        Assert.That(Assert.ThrowsAsync<StorageException>(() => GetAsync(Name))!.Message, Does.Contain("link"));
    }

    [Test]
    public async Task OpenRead_FileThatMayNotBeRead_SaysSoAndLeavesNothingOpen([Values] bool isListed)
    {
        File.WriteAllText(At(Name), "secret");
        await (isListed ? ListAsync(StoragePath.Root) : Task.CompletedTask);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(At(Name), UnixFileMode.None);
        }

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => GetAsync(Name))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.PermissionDenied));
        Assert.That(ServerHandles.CountBelow(Root), Is.Zero);
    }

    [Test]
    public async Task Write_DirectoryThatMayNotBeWritten_SaysSoAndLeavesNothingOpen()
    {
        Directory.CreateDirectory(At("closed"));

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => PutAsync("closed/file", "text"))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.PermissionDenied));
        Assert.That(Directory.GetFileSystemEntries(At("closed")), Is.Empty);
        Assert.That(ServerHandles.CountBelow(Root), Is.Zero);
    }

    [Test]
    public async Task Write_ManyIntoADirectoryThatIsNotThere_AreAllThere()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => PutAsync($"a/b/{i}", $"text {i}")));

        Assert.That(Directory.GetFiles(At("a/b")).Select(Path.GetFileName), Is.EquivalentTo(Enumerable.Range(0, 32).Select(i => $"{i}")));
        Assert.That(File.ReadAllText(At("a/b/7")), Is.EqualTo("text 7"));
        Assert.That(ServerHandles.CountBelow(Root), Is.Zero);
    }

    private async Task<byte[]?> ReadAsync(bool isListed, Action change)
    {
        RoundTripTime roundTrip = new(TimeProvider.System);
        await using SftpSessions sessions = LeaseTests.New(Options());
        await using SftpLease lease = await sessions.LeaseAsync(Token);
        byte[]? content = await lease.RunAsync(
            client =>
            {
                SftpView view = new(client, Root, SymbolicLinkPolicy.Hide, roundTrip);
                ISftpFile seen = view.Find(Name);
                change();
                return (isListed ? SftpSmallFile.TryReadListed(view, Name, FileVersion.Of(seen)) : SftpSmallFile.TryRead(view, Name, seen))?.Content;
            },
            Token);

        Assert.That(ServerHandles.CountBelow(Root), Is.Zero);
        return content;
    }
}
