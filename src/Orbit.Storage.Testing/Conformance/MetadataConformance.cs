using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>What is said of an object beside its content: kept, or refused.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class MetadataConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>X01, X07: user metadata comes back by stat and by read, with empty content, in one request and in parts; or it is refused and nothing is written.</summary>
    /// <param name="parts">How many parts the content has.</param>
    [Test]
    public async Task X01_UserMetadata_ComesBackOrIsRefused([Values(0, 1, 3)] int parts)
    {
        PatternedContent content = new(parts * P);
        WriteOptions options = new() { Metadata = new Dictionary<string, string> { ["key"] = "value", ["other"] = "x" }, Transfer = InParts };
        if (!Can.Metadata)
        {
            await RefusesAsync(() => PutContentAsync("x01", content, options)).ConfigureAwait(false);
            await AssertAbsentAsync("x01").ConfigureAwait(false);
            return;
        }

        await PutContentAsync("x01", content, options).ConfigureAwait(false);

        StorageEntry entry = await Backend.StatAsync("x01", Token).ConfigureAwait(false);
        StorageContent read = await Backend.OpenReadAsync("x01", null, Token).ConfigureAwait(false);
        await using (read.ConfigureAwait(false))
        {
            Assert.That(entry.Metadata, Is.EquivalentTo(options.Metadata));
            Assert.That(read.Entry.Metadata, Is.EquivalentTo(options.Metadata));
        }

        await PutAsync("x01", "over").ConfigureAwait(false);
        Assert.That((await Backend.StatAsync("x01", Token).ConfigureAwait(false)).Metadata ?? new Dictionary<string, string>(), Is.Empty, "A write describes the object anew.");
    }

    /// <summary>X03: odd but valid metadata comes back as it was, or is refused as an argument.</summary>
    /// <param name="key">A key.</param>
    /// <param name="value">Its value.</param>
    [TestCase("key", "hello   world")]
    [TestCase("key", "punctuation !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")]
    [TestCase("key", "")]
    [TestCase("key", "größer")]
    [TestCase("with-dash_and.dot", "value")]
    [TestCase("UPPER", "value")]
    public async Task X03_OddMetadata_ComesBackOrIsAnArgumentError(string key, string value)
    {
        WriteOptions options = new() { Metadata = new Dictionary<string, string> { [key] = value } };
        if (!Can.Metadata)
        {
            await RefusesAsync(() => PutAsync("x03", "content", options)).ConfigureAwait(false);
            return;
        }

        try
        {
            await PutAsync("x03", "content", options).ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            await AssertAbsentAsync("x03").ConfigureAwait(false);
            return;
        }

        Assert.That((await Backend.StatAsync("x03", Token).ConfigureAwait(false)).Metadata, Is.EquivalentTo(options.Metadata));
    }

    /// <summary>X04: the content headers come back, or are refused.</summary>
    [Test]
    public async Task X04_ContentHeaders_ComeBackOrAreRefused()
    {
        WriteOptions options = new()
        {
            ContentType = "text/plain; charset=utf-8",
            CacheControl = "no-cache",
            ContentDisposition = "attachment; filename=\"x.txt\"",
            ContentEncoding = "gzip",
            ContentLanguage = "en",
        };
        if (!Can.ContentHeaders)
        {
            await RefusesAsync(() => PutAsync("x04", "content", options)).ConfigureAwait(false);
            await RefusesAsync(() => PutAsync("x04", "content", new WriteOptions { ContentLanguage = "en" })).ConfigureAwait(false);
            return;
        }

        await PutAsync("x04", "content", options).ConfigureAwait(false);

        StorageEntry entry = await Backend.StatAsync("x04", Token).ConfigureAwait(false);
        Assert.That(
            (entry.ContentType, entry.CacheControl, entry.ContentDisposition, entry.ContentEncoding, entry.ContentLanguage),
            Is.EqualTo((options.ContentType, options.CacheControl, options.ContentDisposition, options.ContentEncoding, options.ContentLanguage)));
    }

    /// <summary>X04: what is no media type is the caller's mistake, before any request.</summary>
    [Test]
    public async Task X04_InvalidContentType_IsAnArgumentError()
    {
        PatternedSource source = new PatternedContent(10).OpenSource();

        await StorageAssert.ThrowsAsync<ArgumentException>(() => Backend.WriteAsync("x04", source, new WriteOptions { ContentType = "no media type" }, Token)).ConfigureAwait(false);

        Assert.That((source.BytesTaken, source.IsCompleted), Is.EqualTo((0L, true)));
        await AssertAbsentAsync("x04").ConfigureAwait(false);
    }

    /// <summary>X06: a time that is set is kept within the store's precision, or refused.</summary>
    [Test]
    public async Task X06_SetTime_IsKeptOrRefused()
    {
        DateTimeOffset time = new(2001, 2, 3, 4, 5, 6, 789, TimeSpan.FromHours(2));
        await PutAsync("x06", "content").ConfigureAwait(false);
        if (!Can.SetLastModified)
        {
            await RefusesAsync(() => Backend.SetAttributesAsync("x06", new StorageAttributes { LastModified = time }, Token)).ConfigureAwait(false);
            await RefusesAsync(() => PutAsync("x06", "other", new WriteOptions { LastModified = time })).ConfigureAwait(false);
            return;
        }

        await Backend.SetAttributesAsync("x06", new StorageAttributes { LastModified = time }, Token).ConfigureAwait(false);
        await PutAsync("x06written", "content", new WriteOptions { LastModified = time }).ConfigureAwait(false);

        Assert.That((await Backend.StatAsync("x06", Token).ConfigureAwait(false)).LastModified, Is.EqualTo(time).Within(Can.TimePrecision));
        Assert.That((await Backend.GetAttributesAsync("x06", Token).ConfigureAwait(false)).LastModified, Is.EqualTo(time).Within(Can.TimePrecision));
        Assert.That((await Backend.StatAsync("x06written", Token).ConfigureAwait(false)).LastModified, Is.EqualTo(time).Within(Can.TimePrecision));
    }

    /// <summary>X06: a time that the store cannot keep is refused as an argument, not wrapped around.</summary>
    [Test]
    public async Task X06_TimeOutOfRange_IsAnArgumentError()
    {
        await PutAsync("x06", "content").ConfigureAwait(false);
        DateTimeOffset? beyond = Can.LatestTime is { } latest && latest < DateTimeOffset.MaxValue ? latest.AddSeconds(1) : null;
        if (!Can.SetLastModified || beyond is null)
        {
            Assert.Pass("Every time can be kept, or none.");
            return;
        }

        IReadOnlyList<string> before = await SnapshotAsync().ConfigureAwait(false);
        await StorageAssert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Backend.SetAttributesAsync("x06", new StorageAttributes { LastModified = beyond }, Token)).ConfigureAwait(false);
        Assert.That(await SnapshotAsync().ConfigureAwait(false), Is.EqualTo(before));
    }

    /// <summary>X07: each attribute that the store does not keep is refused, and nothing is changed.</summary>
    [Test]
    public async Task X07_AttributesNotKept_AreRefused()
    {
        await PutAsync("x07", "content").ConfigureAwait(false);
        DateTimeOffset time = new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);
        (bool Can, StorageAttributes Attributes)[] cases =
        [
            (Can.Metadata, new StorageAttributes { Metadata = new Dictionary<string, string> { ["key"] = "value" } }),
            (Can.ContentHeaders, new StorageAttributes { ContentType = "text/plain" }),
            (Can.Permissions, new StorageAttributes { Permissions = UnixFileMode.UserRead | UnixFileMode.UserWrite }),
            (Can.Ownership, new StorageAttributes { Owner = new StorageOwner { UserId = 1 } }),
            (Can.SetLastModified, new StorageAttributes { LastModified = time }),
            (Can.SetLastAccessed, new StorageAttributes { LastAccessed = time }),
            (Can.SetCreated, new StorageAttributes { Created = time }),
            (Can.ExtendedAttributes, new StorageAttributes { ExtendedAttributes = new Dictionary<string, ReadOnlyMemory<byte>> { ["user.key"] = "value"u8.ToArray() } }),
        ];
        foreach ((bool can, StorageAttributes attributes) in cases.Where(one => !one.Can))
        {
            Assert.That(can, Is.False);
            await RefusesAsync(() => Backend.SetAttributesAsync("x07", attributes, Token)).ConfigureAwait(false);
        }

        if (!Can.Permissions)
        {
            await RefusesAsync(() => PutAsync("x07", "other", new WriteOptions { Permissions = UnixFileMode.UserRead })).ConfigureAwait(false);
            await RefusesAsync(() => Backend.CreateDirectoryAsync("dir", new CreateDirectoryOptions { Permissions = UnixFileMode.UserRead }, Token)).ConfigureAwait(false);
        }
    }

    /// <summary>X07: permissions that are kept come back.</summary>
    [Test]
    public async Task X07_Permissions_ComeBackWhereTheyAreKept()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        if (!Can.Permissions)
        {
            await RefusesAsync(() => PutAsync("x07", "content", new WriteOptions { Permissions = Mode })).ConfigureAwait(false);
            return;
        }

        await PutAsync("x07", "content", new WriteOptions { Permissions = Mode }).ConfigureAwait(false);
        Assert.That((await Backend.GetAttributesAsync("x07", Token).ConfigureAwait(false)).Permissions, Is.EqualTo(Mode));
        await Backend.SetAttributesAsync("x07", new StorageAttributes { Permissions = UnixFileMode.UserRead | UnixFileMode.UserWrite }, Token).ConfigureAwait(false);
        Assert.That((await Backend.StatAsync("x07", Token).ConfigureAwait(false)).Permissions, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }
}
