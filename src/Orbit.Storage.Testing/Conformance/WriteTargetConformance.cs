using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Writes to what cannot be an object.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class WriteTargetConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>W18: a path that ends in a separator is a directory where directories are real, else a key like any other.</summary>
    [Test]
    public async Task W18_TrailingSeparator_IsADirectory()
    {
        if (Can.PathRules.AllowsEmptySegments)
        {
            await PutAsync("w18/", "content").ConfigureAwait(false);
            Assert.That(await GetAsync("w18/").ConfigureAwait(false), Is.EqualTo("content"));
            await AssertAbsentAsync("w18").ConfigureAwait(false);
            return;
        }

        await RefusesAsync(() => PutAsync("w18/", "content"), StorageErrorKind.IsADirectory).ConfigureAwait(false);
    }

    /// <summary>W18: a write onto an existing directory leaves it and what is in it alone.</summary>
    [Test]
    public async Task W18_ExistingDirectory_IsADirectory()
    {
        await PutAsync("w18/child", "child").ConfigureAwait(false);
        if (!Can.RealDirectories)
        {
            await PutAsync("w18", "content").ConfigureAwait(false);
            Assert.That((await GetAsync("w18").ConfigureAwait(false), await GetAsync("w18/child").ConfigureAwait(false)), Is.EqualTo(("content", "child")));
            return;
        }

        await FailsUnchangedAsync(() => PutAsync("w18", "content"), StorageErrorKind.IsADirectory).ConfigureAwait(false);
        await FailsUnchangedAsync(
            () => PutContentAsync("w18", new PatternedContent(3 * P), new WriteOptions { Transfer = InParts }), StorageErrorKind.IsADirectory).ConfigureAwait(false);
    }

    /// <summary>W18: a write below an object fails and leaves the object alone.</summary>
    [Test]
    public async Task W18_BelowAnObject_IsNotADirectory()
    {
        await PutAsync("file", "content").ConfigureAwait(false);
        if (!Can.RealDirectories)
        {
            await PutAsync("file/child", "child").ConfigureAwait(false);
            Assert.That((await GetAsync("file").ConfigureAwait(false), await GetAsync("file/child").ConfigureAwait(false)), Is.EqualTo(("content", "child")));
            return;
        }

        await FailsUnchangedAsync(() => PutAsync("file/child", "child"), StorageErrorKind.NotADirectory).ConfigureAwait(false);
    }

    /// <summary>W20: the root cannot be written.</summary>
    /// <param name="root">Its spelling.</param>
    [Test]
    public async Task W20_Root_IsInvalidPath([Values("", "/")] string root)
    {
        PatternedSource source = new PatternedContent(10).OpenSource();

        await RefusesAsync(() => Backend.WriteAsync(root, source, null, Token), StorageErrorKind.InvalidPath).ConfigureAwait(false);

        Assert.That(source.BytesTaken, Is.Zero);
        Assert.That(await source.AssertReleased().ConfigureAwait(false), Is.InstanceOf<StorageException>());
    }
}
