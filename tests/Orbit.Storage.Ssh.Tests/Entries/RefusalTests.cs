using Orbit.Storage.Testing;

namespace Orbit.Storage.Ssh.Tests.Entries;

/// <summary>SFTP has one code for most refusals; what is meant is found out by looking.</summary>
public sealed class RefusalTests : SshTest
{
    [Test]
    public async Task ReadOnlyDirectory_EveryChange_IsPermissionDenied()
    {
        Directory.CreateDirectory(At("closed"));
        File.WriteAllText(At("closed/file"), "content");
        Func<Task>[] calls =
        [
            () => PutAsync("closed/new", "content"),
            () => PutAsync("closed/file", "content"),
            () => PutAsync("closed/deeper/new", "content"),
            () => Backend.CreateDirectoryAsync("closed/new", null, Token),
            () => Backend.DeleteAsync("closed/file", null, Token),
            () => Backend.DeleteAsync("closed", new DeleteOptions { Recursive = true }, Token),
            () => Backend.RenameAsync("closed/file", "moved", null, Token),
        ];
        foreach (Func<Task> call in calls)
        {
            await StorageAssert.FailsAsync(call, StorageErrorKind.PermissionDenied);
        }

        Assert.That(Directory.GetFileSystemEntries(At("closed")), Has.Length.EqualTo(1));
        Assert.That(await GetAsync("closed/file"), Is.EqualTo("content"));
    }

    [Test]
    public async Task UnreadableFile_Read_IsPermissionDenied()
    {
        File.WriteAllText(At("secret"), "content");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(At("secret"), UnixFileMode.UserRead);
        }

        await StorageAssert.FailsAsync(() => Backend.OpenReadAsync("secret", null, Token), StorageErrorKind.PermissionDenied);
    }

    [Test]
    public async Task Delete_DirectoryWithHiddenContent_IsNotEmptyAndSaysTheCode()
    {
        await PutAsync("dir/.hidden", "content");

        await StorageAssert.FailsAsync(() => Backend.DeleteAsync("dir", null, Token), StorageErrorKind.DirectoryNotEmpty);
    }

    [Test]
    public async Task Write_BelowAFile_IsNotADirectory()
    {
        await PutAsync("file", "content");

        await StorageAssert.FailsAsync(() => PutAsync("file/below", "content"), StorageErrorKind.NotADirectory);
        await StorageAssert.FailsAsync(() => Backend.CreateDirectoryAsync("file/below", null, Token), StorageErrorKind.NotADirectory, StorageErrorKind.AlreadyExists);
    }

    [Test]
    public async Task Root_ThatIsMissing_IsContainerNotFoundOrMade()
    {
        SshBackendOptions options = Servers.OpenSshServer.NewOptions(At("a/b"));
        await using (SshBackend missing = new(options))
        {
            await StorageAssert.FailsAsync(() => missing.StatAsync("file", Token), StorageErrorKind.ContainerNotFound);
        }

        options.CreateRoot = true;
        await using SshBackend made = new(options);
        await made.CreateDirectoryAsync("dir", null, Token);

        Assert.That(Directory.Exists(At("a/b/dir")));
    }

    [Test]
    public async Task CreateDirectory_SixteenAtOnce_AllSucceed() =>
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Backend.CreateDirectoryAsync($"a/b/c/{i % 2}", null, Token)));
}
