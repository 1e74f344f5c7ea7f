using Orbit.Storage.Testing;

namespace Orbit.Storage.Ssh.Tests.Entries;

public sealed class AttributeTests : SshTest
{
    [Test]
    public async Task Write_OverAFile_KeepsItsPermissionsWithoutSpecialBits()
    {
        await PutAsync("file", "old");
        await Backend.SetAttributesAsync("file", new StorageAttributes { Permissions = (UnixFileMode)0b100_110_100_000 }, Token);

        await PutAsync("file", "new");

        Assert.That((await Backend.StatAsync("file", Token)).Permissions, Is.EqualTo((UnixFileMode)0b110_100_000));
    }

    [Test]
    public async Task Options_Permissions_AreGivenToNewFilesAndDirectories()
    {
        SshBackendOptions options = Options();
        (options.FilePermissions, options.DirectoryPermissions) = ((UnixFileMode)0b110_110_000, (UnixFileMode)0b111_111_000);
        await using SshBackend backend = new(options);

        await backend.WriteAsync("dir/file", System.IO.Pipelines.PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>([1])), null, Token);

        Assert.That((await backend.StatAsync("dir/file", Token)).Permissions, Is.EqualTo(options.FilePermissions));
        Assert.That((await backend.StatAsync("dir", Token)).Permissions, Is.EqualTo(options.DirectoryPermissions));
    }

    [TestCase(0L)]
    [TestCase(uint.MaxValue)]
    public async Task SetAttributes_TimesAtTheBounds_AreKept(long seconds)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        await PutAsync("file", "content");

        await Backend.SetAttributesAsync("file", new StorageAttributes { LastModified = time, LastAccessed = time }, Token);

        StorageEntry entry = await Backend.StatAsync("file", Token);
        Assert.That((entry.LastModified, entry.LastAccessed), Is.EqualTo((time, time)));
    }

    [Test]
    public async Task SetAttributes_TimesBeyondTheBounds_AreArgumentErrors()
    {
        await PutAsync("file", "content");

        foreach (DateTimeOffset time in new[] { DateTimeOffset.UnixEpoch.AddSeconds(-1), DateTimeOffset.FromUnixTimeSeconds(uint.MaxValue + 1L) })
        {
            await StorageAssert.ThrowsAsync<ArgumentOutOfRangeException>(() => Backend.SetAttributesAsync("file", new StorageAttributes { LastModified = time }, Token));
        }
    }

    [Test]
    public async Task SetAttributes_OwnersByName_AreRefused()
    {
        await PutAsync("file", "content");

        await StorageAssert.FailsAsync(
            () => Backend.SetAttributesAsync("file", new StorageAttributes { Owner = new StorageOwner { UserName = "root" } }, Token), StorageErrorKind.Unsupported);
    }

    [Test]
    public async Task SetAttributes_AnotherOwner_IsPermissionDenied()
    {
        await PutAsync("file", "content");

        await StorageAssert.FailsAsync(
            () => Backend.SetAttributesAsync("file", new StorageAttributes { Owner = new StorageOwner { UserId = 0 } }, Token), StorageErrorKind.PermissionDenied);
    }
}
