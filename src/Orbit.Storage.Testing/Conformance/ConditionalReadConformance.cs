using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Reads on condition of what is there.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class ConditionalReadConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>O13: only the current tag matches.</summary>
    [Test]
    public async Task O13_IfMatch_OtherTag_IsPreconditionFailed()
    {
        string? tag = (await PutAsync("o13", "content").ConfigureAwait(false)).ETag;

        await RefusesOrFailsAsync(Can.ConditionalRead, () => GetAsync("o13", new ReadOptions { IfMatch = "invalid" }), StorageErrorKind.PreconditionFailed).ConfigureAwait(false);

        await AssertReadsAsync("o13", new ReadOptions { IfMatch = tag ?? "tag" }).ConfigureAwait(false);
    }

    /// <summary>O13: the current tag means that nothing has changed.</summary>
    [Test]
    public async Task O13_IfNoneMatch_CurrentTag_IsNotModified()
    {
        string tag = (await PutAsync("o13", "content").ConfigureAwait(false)).ETag ?? "tag";

        await RefusesOrFailsAsync(Can.ConditionalRead, () => GetAsync("o13", new ReadOptions { IfNoneMatch = tag }), StorageErrorKind.NotModified).ConfigureAwait(false);

        await AssertReadsAsync("o13", new ReadOptions { IfNoneMatch = "other" }).ConfigureAwait(false);
    }

    /// <summary>O14: changed since.</summary>
    [Test]
    public async Task O14_IfModifiedSince_TimeOfTheChange_IsNotModified()
    {
        DateTimeOffset changed = await WriteAndTellTimeAsync("o14").ConfigureAwait(false);

        await RefusesOrFailsAsync(Can.ConditionalRead, () => GetAsync("o14", new ReadOptions { IfModifiedSince = changed }), StorageErrorKind.NotModified).ConfigureAwait(false);

        await AssertReadsAsync("o14", new ReadOptions { IfModifiedSince = changed.AddHours(-10) }).ConfigureAwait(false);
    }

    /// <summary>O14: not changed since.</summary>
    [Test]
    public async Task O14_IfUnmodifiedSince_BeforeTheChange_IsPreconditionFailed()
    {
        DateTimeOffset changed = await WriteAndTellTimeAsync("o14").ConfigureAwait(false);

        await RefusesOrFailsAsync(
            Can.ConditionalRead, () => GetAsync("o14", new ReadOptions { IfUnmodifiedSince = changed.AddHours(-10) }), StorageErrorKind.PreconditionFailed).ConfigureAwait(false);

        await AssertReadsAsync("o14", new ReadOptions { IfUnmodifiedSince = changed }).ConfigureAwait(false);
    }

    private async Task<DateTimeOffset> WriteAndTellTimeAsync(StoragePath path)
    {
        await PutAsync(path, "content").ConfigureAwait(false);
        return (await Backend.StatAsync(path, Token).ConfigureAwait(false)).LastModified!.Value;
    }

    private async Task AssertReadsAsync(StoragePath path, ReadOptions options)
    {
        if (Can.ConditionalRead)
        {
            Assert.That(await GetAsync(path, options).ConfigureAwait(false), Is.EqualTo("content"));
        }
        else
        {
            await RefusesAsync(() => GetAsync(path, options)).ConfigureAwait(false);
        }
    }
}
