using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Symbolic links, where they are not followed: what they lead to outside of the root is out of reach.</summary>
/// <typeparam name="THarness">Makes the backend, and links.</typeparam>
public abstract class SymbolicLinkConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, ISymbolicLinks, new()
{
    /// <summary>L24: a link to a file outside gives none of its bytes, and a write does not go through it.</summary>
    [Test]
    public async Task L24_LinkToAFileOutside_IsNotFollowed()
    {
        byte[] outside = await ReadOutsideAsync().ConfigureAwait(false);
        Harness.Link("link", Harness.OutsideFile);

        await StorageAssert.FailsAsync(() => GetAsync("link"), StorageErrorKind.PermissionDenied, StorageErrorKind.NotFound).ConfigureAwait(false);
        await StorageAssert.FailsAsync(() => Backend.OpenRangesAsync("link", null, Token), StorageErrorKind.PermissionDenied, StorageErrorKind.NotFound).ConfigureAwait(false);
        await TryAsync(() => PutAsync("link", "content")).ConfigureAwait(false);

        Assert.That(await ReadOutsideAsync().ConfigureAwait(false), Is.EqualTo(outside));
    }

    /// <summary>L24: nothing below a link to a directory outside can be read, written, listed or deleted.</summary>
    [Test]
    public async Task L24_LinkToADirectoryOutside_IsNotEntered()
    {
        string name = Path.GetFileName(Harness.OutsideFile);
        byte[] outside = await ReadOutsideAsync().ConfigureAwait(false);
        Harness.Link("dir", Path.GetDirectoryName(Harness.OutsideFile)!);
        StorageErrorKind[] refused = [StorageErrorKind.PermissionDenied, StorageErrorKind.NotFound, StorageErrorKind.NotADirectory];

        await StorageAssert.FailsAsync(() => GetAsync($"dir/{name}"), refused).ConfigureAwait(false);
        await StorageAssert.FailsAsync(() => Backend.StatAsync($"dir/{name}", Token), refused).ConfigureAwait(false);
        await StorageAssert.FailsAsync(() => PutAsync($"dir/{name}", "content"), refused).ConfigureAwait(false);
        await StorageAssert.FailsAsync(() => PutAsync("dir/new/file", "content"), refused).ConfigureAwait(false);
        await TryAsync(() => Backend.DeleteAsync($"dir/{name}", null, Token)).ConfigureAwait(false);
        await TryAsync(() => ListAsync("dir", Recursive)).ConfigureAwait(false);
        Assert.That((await ListAsync(StoragePath.Root, Recursive).ConfigureAwait(false)).Select(entry => entry.Path.Value), Has.None.StartsWith("dir/"));

        Assert.That(await ReadOutsideAsync().ConfigureAwait(false), Is.EqualTo(outside));
    }

    /// <summary>L24: broken links and loops of links do not end or prolong a listing.</summary>
    [Test]
    public async Task L24_BrokenLinksAndLoops_AreListedPast()
    {
        await PutAsync("dir/file", "content").ConfigureAwait(false);
        Harness.Link("dir/broken", "nowhere");
        Harness.Link("dir/loop", "../dir");
        Harness.Link("dir/self", "self");

        Assert.That(await ListFilesAsync(StoragePath.Root, Recursive).ConfigureAwait(false), Is.EqualTo(new[] { "dir/file" }));
    }

    /// <summary>L24: deleting a link deletes the link, and deleting a tree does not go through one.</summary>
    [Test]
    public async Task L24_DeleteOfALink_RemovesTheLinkAlone()
    {
        byte[] outside = await ReadOutsideAsync().ConfigureAwait(false);
        await PutAsync("kept/file", "content").ConfigureAwait(false);
        await PutAsync("tree/file", "content").ConfigureAwait(false);
        Harness.Link("tree/outside", Path.GetDirectoryName(Harness.OutsideFile)!);
        Harness.Link("tree/inside", "../kept");
        Harness.Link("single", Harness.OutsideFile);

        await Backend.DeleteAsync("single", null, Token).ConfigureAwait(false);
        Harness.Link("single", "its name is free again");
        await Backend.DeleteAsync("single", null, Token).ConfigureAwait(false);
        await Backend.DeleteAsync("tree", new DeleteOptions { Recursive = true }, Token).ConfigureAwait(false);

        Assert.That((await ListAsync(StoragePath.Root, Recursive).ConfigureAwait(false)).Select(entry => entry.Path.Value), Is.EquivalentTo(new[] { "kept", "kept/file" }));
        Assert.That(await ReadOutsideAsync().ConfigureAwait(false), Is.EqualTo(outside));
    }

    /// <summary>L24: a listing that is asked to follow links does so within the root, and ends; or it is refused.</summary>
    [Test]
    public async Task L24_FollowingLinks_StaysWithinTheRoot()
    {
        await PutAsync("dir/file", "content").ConfigureAwait(false);
        Harness.Link("dir/loop", "../dir");
        Harness.Link("dir/outside", Path.GetDirectoryName(Harness.OutsideFile)!);
        ListOptions options = new() { Recursive = true, FollowSymbolicLinks = true };
        if (!Can.FollowsSymbolicLinks)
        {
            await StorageAssert.FailsAsync(() => ListAsync(StoragePath.Root, options), StorageErrorKind.Unsupported).ConfigureAwait(false);
            return;
        }

        IReadOnlyList<string> shown = await ListFilesAsync(StoragePath.Root, options).ConfigureAwait(false);

        Assert.That(shown, Does.Contain("dir/file"));
        Assert.That(shown, Has.None.EndsWith(Path.GetFileName(Harness.OutsideFile)));
    }

    private static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (StorageException)
        {
            // Refused or without effect: what counts is what is outside afterwards.
        }
    }

    private async Task<byte[]> ReadOutsideAsync()
    {
        using FileStream file = File.OpenRead(Harness.OutsideFile);
        byte[] bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, Token).ConfigureAwait(false);
        return bytes;
    }
}
