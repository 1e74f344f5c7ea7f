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

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(SftpSmallFile.Limit)]
    [TestCase(100_000)]
    public async Task TryRead_FileThatStaysAsItIs_HasItsBytes(int length)
    {
        byte[] content = new byte[length];
        Random.Shared.NextBytes(content);
        File.WriteAllBytes(At(Name), content);

        Assert.That(await ReadAsync(static () => { }), Is.EqualTo(content));
    }

    [TestCase("longer than it was")]
    [TestCase("less")]
    [TestCase("")]
    [TestCase("as long")]
    public async Task TryRead_FileChangedSinceItWasSeen_IsLeftToTheUsualWay(string now)
    {
        File.WriteAllText(At(Name), "at once");
        File.SetLastWriteTimeUtc(At(Name), DateTime.UtcNow.AddMinutes(-1));

        Assert.That(await ReadAsync(() => File.WriteAllText(At(Name), now)), Is.Null);
    }

    [Test]
    public async Task TryRead_FileReplacedByOneOfItsSize_IsLeftToTheUsualWay()
    {
        File.WriteAllText(At(Name), "one");
        File.SetLastWriteTimeUtc(At(Name), DateTime.UtcNow.AddMinutes(-1));
        File.WriteAllText(At("new"), "two");

        Assert.That(await ReadAsync(() => File.Move(At("new"), At(Name), overwrite: true)), Is.Null);
    }

    [Test]
    public async Task OpenRead_FileThatMayNotBeRead_SaysSoAndLeavesNothingOpen()
    {
        File.WriteAllText(At(Name), "secret");
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

    private async Task<byte[]?> ReadAsync(Action change)
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
                return SftpSmallFile.TryRead(view, Name, seen);
            },
            Token);

        Assert.That(ServerHandles.CountBelow(Root), Is.Zero);
        return content;
    }
}
