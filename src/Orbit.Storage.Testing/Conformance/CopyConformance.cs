using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Copies within the backend.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class CopyConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>M01: a copy replaces what is there and leaves the source.</summary>
    [Test]
    public async Task M01_OverExisting_Replaces()
    {
        await PutAsync("source", "new").ConfigureAwait(false);
        await PutAsync("target", "old and longer").ConfigureAwait(false);

        await Backend.CopyAsync("source", "target", null, Token).ConfigureAwait(false);

        Assert.That((await GetAsync("source").ConfigureAwait(false), await GetAsync("target").ConfigureAwait(false)), Is.EqualTo(("new", "new")));
    }

    /// <summary>M01: a copy is an object of its own.</summary>
    [Test]
    public async Task M01_Copy_IsIndependent()
    {
        await PutAsync("source", "one").ConfigureAwait(false);
        await Backend.CopyAsync("source", "target", null, Token).ConfigureAwait(false);

        await PutAsync("source", "two").ConfigureAwait(false);

        Assert.That(await GetAsync("target").ConfigureAwait(false), Is.EqualTo("one"));
    }

    /// <summary>M02: missing parents of the destination are made.</summary>
    [Test]
    public async Task M02_MissingParents_AreMade()
    {
        await PutAsync("source", "content").ConfigureAwait(false);

        await Backend.CopyAsync("source", "a/b/c/target", null, Token).ConfigureAwait(false);

        Assert.That(await GetAsync("a/b/c/target").ConfigureAwait(false), Is.EqualTo("content"));
    }

    /// <summary>M03: a missing source is an error and the destination stays.</summary>
    /// <param name="exists">Whether the destination exists.</param>
    [Test]
    public async Task M03_MissingSource_IsNotFound([Values] bool exists)
    {
        await (exists ? PutAsync("target", "old") : Task.CompletedTask).ConfigureAwait(false);

        await FailsUnchangedAsync(() => Backend.CopyAsync("missing", "target", null, Token), StorageErrorKind.NotFound).ConfigureAwait(false);
    }

    /// <summary>M04: directories are not copied, nor copied onto.</summary>
    [Test]
    public async Task M04_Directories_AreRefused()
    {
        await PutAsync("dir/child", "child").ConfigureAwait(false);
        await PutAsync("file", "content").ConfigureAwait(false);
        if (!Can.RealDirectories)
        {
            await FailsUnchangedAsync(() => Backend.CopyAsync("dir", "target", null, Token), StorageErrorKind.NotFound).ConfigureAwait(false);
            await Backend.CopyAsync("file", "dir", null, Token).ConfigureAwait(false);
            Assert.That((await GetAsync("dir").ConfigureAwait(false), await GetAsync("dir/child").ConfigureAwait(false)), Is.EqualTo(("content", "child")));
            return;
        }

        await FailsUnchangedAsync(() => Backend.CopyAsync("dir", "target", null, Token), StorageErrorKind.IsADirectory).ConfigureAwait(false);
        await FailsUnchangedAsync(() => Backend.CopyAsync("file", "dir", null, Token), StorageErrorKind.IsADirectory).ConfigureAwait(false);
    }

    /// <summary>M05: a copy onto itself is refused and the object is intact.</summary>
    [Test]
    public async Task M05_OntoItself_IsSameObject()
    {
        await PutAsync("file", "content").ConfigureAwait(false);

        await RefusesAsync(() => Backend.CopyAsync("file", "file", null, Token), StorageErrorKind.SameObject).ConfigureAwait(false);
    }

    /// <summary>M06: a copy that must not replace does not.</summary>
    [Test]
    public async Task M06_CreateOnly_ExistingTarget_IsAlreadyExists()
    {
        await PutAsync("source", "new").ConfigureAwait(false);
        await PutAsync("target", "old").ConfigureAwait(false);
        CopyOptions options = new() { Overwrite = false };

        await RefusesOrFailsAsync(Can.CopyIfAbsent, () => Backend.CopyAsync("source", "target", options, Token), StorageErrorKind.AlreadyExists).ConfigureAwait(false);

        if (Can.CopyIfAbsent)
        {
            await Backend.CopyAsync("source", "absent", options, Token).ConfigureAwait(false);
            Assert.That(await GetAsync("absent").ConfigureAwait(false), Is.EqualTo("new"));
        }
    }

    /// <summary>M08: a copy keeps content type and metadata.</summary>
    [Test]
    public async Task M08_Description_IsKept()
    {
        WriteOptions described = new()
        {
            ContentType = Can.ContentHeaders ? "text/plain" : null,
            Metadata = Can.Metadata ? new Dictionary<string, string> { ["key"] = "value" } : null,
        };
        await PutAsync("source", "content", described).ConfigureAwait(false);

        await Backend.CopyAsync("source", "target", null, Token).ConfigureAwait(false);

        StorageEntry copy = await Backend.StatAsync("target", Token).ConfigureAwait(false);
        Assert.That(copy.ContentType, Can.ContentHeaders ? Is.EqualTo("text/plain") : Is.Null);
        Assert.That(copy.Metadata?.GetValueOrDefault("key"), Can.Metadata ? Is.EqualTo("value") : Is.Null);
    }

    /// <summary>M09: a copy of several parts is exact.</summary>
    [Test]
    public async Task M09_InParts_IsExact()
    {
        PatternedContent content = new((5 * P) + 17, seed: 9);
        await PutContentAsync("source", content).ConfigureAwait(false);

        await Backend.CopyAsync("source", "target", new CopyOptions { Transfer = new TransferOptions { PartSize = P, Concurrency = 2 } }, Token).ConfigureAwait(false);

        await AssertHoldsAsync("target", content).ConfigureAwait(false);
    }
}
