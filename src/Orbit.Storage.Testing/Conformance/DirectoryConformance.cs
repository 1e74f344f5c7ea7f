using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Directories, real or not.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class DirectoryConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>K01: making a directory twice succeeds twice.</summary>
    [Test]
    public async Task K01_MadeTwice_IsADirectory()
    {
        await Backend.CreateDirectoryAsync("k01", null, Token).ConfigureAwait(false);
        await Backend.CreateDirectoryAsync("k01", null, Token).ConfigureAwait(false);
        await Backend.CreateDirectoryAsync("", null, Token).ConfigureAwait(false);

        await AssertDirectoryAsync("k01").ConfigureAwait(false);
    }

    /// <summary>K01: a file is in the way.</summary>
    [Test]
    public async Task K01_FileInTheWay_IsAnError()
    {
        await PutAsync("file", "content").ConfigureAwait(false);
        if (!Can.RealDirectories)
        {
            await Backend.CreateDirectoryAsync("file", null, Token).ConfigureAwait(false);
            Assert.That(await GetAsync("file").ConfigureAwait(false), Is.EqualTo("content"));
            return;
        }

        await FailsUnchangedAsync(() => Backend.CreateDirectoryAsync("file", null, Token), StorageErrorKind.AlreadyExists, StorageErrorKind.NotADirectory).ConfigureAwait(false);
        await FailsUnchangedAsync(() => Backend.CreateDirectoryAsync("file/child", null, Token), StorageErrorKind.NotADirectory).ConfigureAwait(false);
    }

    /// <summary>K02: missing parents are made, or missed where they must not be made.</summary>
    [Test]
    public async Task K02_MissingParents_AreMade()
    {
        if (Can.RealDirectories)
        {
            await FailsUnchangedAsync(
                () => Backend.CreateDirectoryAsync("a/b/c", new CreateDirectoryOptions { CreateParents = false }, Token), StorageErrorKind.NotFound).ConfigureAwait(false);
        }

        await Backend.CreateDirectoryAsync("a/b/c", null, Token).ConfigureAwait(false);

        foreach (string level in new[] { "a", "a/b", "a/b/c" })
        {
            await AssertDirectoryAsync(level).ConfigureAwait(false);
        }
    }

    /// <summary>K06: where there are no directories, making one leaves nothing that looks like an object.</summary>
    [Test]
    public async Task K06_Marker_IsNeverShownAsAFile()
    {
        await Backend.CreateDirectoryAsync("k06/deeper", null, Token).ConfigureAwait(false);

        Assert.That(await ListFilesAsync(StoragePath.Root, Recursive).ConfigureAwait(false), Is.Empty);
        Assert.That(await ListFilesAsync("k06", Recursive).ConfigureAwait(false), Is.Empty);
    }

    private async Task AssertDirectoryAsync(StoragePath path)
    {
        if (Can.RealDirectories)
        {
            Assert.That((await Backend.StatAsync(path, Token).ConfigureAwait(false)).Kind, Is.EqualTo(StorageEntryKind.Directory));
        }
        else
        {
            await StorageAssert.FailsAsync(() => Backend.StatAsync(path, Token), StorageErrorKind.NotFound).ConfigureAwait(false);
        }
    }
}
