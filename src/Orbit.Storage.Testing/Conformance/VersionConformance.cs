using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Objects of which the store keeps several versions.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class VersionConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>R27: an overwritten version can still be read.</summary>
    [Test]
    public async Task R27_OverwrittenVersion_IsReadable()
    {
        string version = (await PutAsync("r27", "one").ConfigureAwait(false)).VersionId ?? "1";
        await PutAsync("r27", "two").ConfigureAwait(false);
        ReadOptions first = new() { VersionId = version };
        if (!Can.Versioning)
        {
            await RefusesAsync(() => GetAsync("r27", first)).ConfigureAwait(false);
            return;
        }

        Assert.That((await GetAsync("r27", first).ConfigureAwait(false), await GetAsync("r27").ConfigureAwait(false)), Is.EqualTo(("one", "two")));
        await FailsUnchangedAsync(() => GetAsync("r27", new ReadOptions { VersionId = "unknown" }), StorageErrorKind.NotFound).ConfigureAwait(false);
    }

    /// <summary>D11: one version can be deleted; a version that is not there counts as deleted.</summary>
    [Test]
    public async Task D11_DeletedVersion_IsGone()
    {
        string version = (await PutAsync("d11", "one").ConfigureAwait(false)).VersionId ?? "1";
        await PutAsync("d11", "two").ConfigureAwait(false);
        DeleteOptions first = new() { VersionId = version };
        if (!Can.Versioning)
        {
            await RefusesAsync(() => Backend.DeleteAsync("d11", first, Token)).ConfigureAwait(false);
            return;
        }

        await Backend.DeleteAsync("d11", first, Token).ConfigureAwait(false);
        await Backend.DeleteAsync("d11", first, Token).ConfigureAwait(false);

        await StorageAssert.FailsAsync(() => GetAsync("d11", new ReadOptions { VersionId = version }), StorageErrorKind.NotFound).ConfigureAwait(false);
        Assert.That(await GetAsync("d11").ConfigureAwait(false), Is.EqualTo("two"));
    }
}
