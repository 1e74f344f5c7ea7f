using Orbit.Storage.Smb.Tests.Servers;
using Orbit.Storage.Tests.Shared;

namespace Orbit.Storage.Smb.Tests.Resume;

/// <summary>What was written is compared before it shows.</summary>
[CancelAfter(60_000)]
public sealed class ReadBackTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TestCase("plain")]
    [TestCase("signing")]
    [TestCase("encrypted")]
    public async Task Write_ChangedUnderneath_IsAMismatchAndLeavesTheOldObject(string variant)
    {
        string root = SambaServer.NewDirectory();
        string directory = Path.Combine(SambaServer.Root, root);
        await using SmbBackend backend = new(SambaServer.NewOptions(variant, root));
        await backend.WriteTextAsync("file", "old", cancellationToken: Token);

        StorageException failure = await ChangedUnderneath.WriteAsync(backend, "file", directory, Token);

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch), failure.Message);
        Assert.That(await backend.ReadTextAsync("file", cancellationToken: Token), Is.EqualTo("old"));
        Directory.Delete(directory, recursive: true);
    }
}
