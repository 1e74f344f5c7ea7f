using Orbit.Storage.Tests.Shared;

namespace Orbit.Storage.Ssh.Tests.Resume;

/// <summary>What was written is compared before it shows.</summary>
public sealed class ReadBackTests : SshTest
{
    [Test]
    public async Task Write_ChangedUnderneath_IsAMismatchAndLeavesTheOldObject()
    {
        await PutAsync("file", "old");

        StorageException failure = await ChangedUnderneath.WriteAsync(Backend, "file", Root, Token);

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch), failure.Message);
        Assert.That(await GetAsync("file"), Is.EqualTo("old"));
    }
}
