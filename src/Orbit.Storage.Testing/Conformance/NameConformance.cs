using System.Text;
using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Names: stored exactly as they are written, or refused; never something else, and never outside of the root.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class NameConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>L15: characters that mean something to a shell, a URL or an XML document survive.</summary>
    /// <param name="name">The name.</param>
    [TestCase("space inside")]
    [TestCase(" leading space")]
    [TestCase("trailing space ")]
    [TestCase("%")]
    [TestCase("%20")]
    [TestCase("%Q")]
    [TestCase("test%46.txt")]
    [TestCase("+")]
    [TestCase("#")]
    [TestCase("?")]
    [TestCase("&")]
    [TestCase("<")]
    [TestCase("'")]
    [TestCase("\"")]
    [TestCase(";")]
    [TestCase(",")]
    [TestCase("=")]
    [TestCase("@")]
    [TestCase(" !@#$%^&()_+-=;',.txt")]
    [TestCase("I'm a < & weird path")]
    [TestCase("a\tb\nc")]
    [TestCase("...")]
    [TestCase("-rf")]
    [TestCase("~")]
    public Task L15_AwkwardName_Survives(string name) => AssertSurvivesAsync("dir/" + name);

    /// <summary>L16: names beyond ASCII survive.</summary>
    /// <param name="name">The name.</param>
    [TestCase("🙀/😀.parquet")]
    [TestCase("🇦🇺/$shenanigans@@~.txt")]
    [TestCase("☺☺☺")]
    [TestCase("中文")]
    public Task L16_NameBeyondAscii_Survives(string name) => AssertSurvivesAsync(name);

    /// <summary>L16: composed and decomposed spellings are two objects, or one under both names.</summary>
    [Test]
    public async Task L16_ComposedAndDecomposed_AreTwoObjectsOrOne()
    {
        string composed = "caf\u00e9";
        string decomposed = "cafe\u0301";
        await PutAsync(composed, "composed").ConfigureAwait(false);
        await PutAsync(decomposed, "decomposed").ConfigureAwait(false);

        IReadOnlyList<string> shown = await ListFilesAsync(StoragePath.Root).ConfigureAwait(false);

        Assert.That(await GetAsync(decomposed).ConfigureAwait(false), Is.EqualTo("decomposed"));
        Assert.That(await GetAsync(composed).ConfigureAwait(false), Is.EqualTo(shown.Count == 2 ? "composed" : "decomposed"));
    }

    /// <summary>L18: an encoded separator separates nothing.</summary>
    [Test]
    public async Task L18_EncodedSeparator_SeparatesNothing()
    {
        await PutAsync("a/b%2Fc/file", "content").ConfigureAwait(false);

        Assert.That(await ListDirectoriesAsync("a").ConfigureAwait(false), Is.EqualTo(new[] { "a/b%2Fc" }));
        Assert.That(await ListAsync("a/b").ConfigureAwait(false), Is.Empty);
        Assert.That(await ListFilesAsync("a/b%2Fc").ConfigureAwait(false), Is.EqualTo(new[] { "a/b%2Fc/file" }));
    }

    /// <summary>L20: the longest name is stored, a longer one is refused and leaves nothing.</summary>
    /// <param name="letter">What it is made of.</param>
    [Test]
    public async Task L20_LongestName_IsStoredAndALongerOneRefused([Values("a", "é", "😀")] string letter)
    {
        int limit = Can.PathRules.MaxNameBytes ?? Can.PathRules.MaxNameUnits ?? Can.PathRules.MaxPathBytes ?? 0;
        if (limit == 0)
        {
            await AssertSurvivesAsync(string.Concat(Enumerable.Repeat(letter, 5000))).ConfigureAwait(false);
            return;
        }

        int size = Can.PathRules.MaxNameBytes is null && Can.PathRules.MaxNameUnits is not null ? letter.Length : Encoding.UTF8.GetByteCount(letter);
        string longest = string.Concat(Enumerable.Repeat(letter, limit / size)) + new string('x', limit % size);

        await RefusesAsync(() => PutAsync(longest + "x", "content"), StorageErrorKind.NameTooLong).ConfigureAwait(false);
        await RefusesAsync(() => Backend.StatAsync(longest + "x", Token), StorageErrorKind.NameTooLong).ConfigureAwait(false);

        // A protocol may count units where the disk behind the server counts bytes.
        string stored = Harness.MaxNameBytes is not { } disk || Encoding.UTF8.GetByteCount(longest) <= disk
            ? longest
            : string.Concat(Enumerable.Repeat(letter, disk / Encoding.UTF8.GetByteCount(letter)));
        await AssertSurvivesAsync(stored).ConfigureAwait(false);
    }

    /// <summary>L21: a backslash is a character like any other, or refused; never a separator.</summary>
    [Test]
    public async Task L21_Backslash_IsNoSeparator()
    {
        if (Can.PathRules.IsWindows)
        {
            await RefusesAsync(() => PutAsync("a\\b", "content"), StorageErrorKind.InvalidPath).ConfigureAwait(false);
            return;
        }

        await AssertSurvivesAsync("a\\b").ConfigureAwait(false);
        await PutAsync("a\\b", "content").ConfigureAwait(false);
        Assert.That(await ListAsync("a", Recursive).ConfigureAwait(false), Is.Empty);
        await AssertAbsentAsync("a/b").ConfigureAwait(false);
        await StorageAssert.FailsAsync(() => PutAsync("..\\..\\up/..", "content"), StorageErrorKind.InvalidPath).ConfigureAwait(false);
    }

    /// <summary>L23: what could lead out of the root is refused everywhere.</summary>
    /// <param name="path">The path.</param>
    [TestCase(".")]
    [TestCase("..")]
    [TestCase("../x")]
    [TestCase("a/../../x")]
    [TestCase("a/./b")]
    [TestCase("a/..")]
    [TestCase("nul\0byte")]
    public Task L23_PathThatLeavesTheRoot_IsInvalidPath(string path) => AssertInvalidAsync(path);

    /// <summary>L23: so is what has no UTF-8 form.</summary>
    [Test]
    public Task L23_LoneSurrogate_IsInvalidPath() => AssertInvalidAsync("lone" + '\ud800' + "surrogate");

    /// <summary>L23: absolute paths are refused on file systems, and drive letters and UNC where they mean something.</summary>
    /// <param name="path">The path.</param>
    [TestCase("/etc/passwd")]
    [TestCase("C:/x")]
    [TestCase("C:x")]
    [TestCase("\\\\server\\share")]
    [TestCase("\\\\?\\C:\\x")]
    [TestCase("file:stream")]
    public async Task L23_AbsolutePath_IsRefusedOrAName(string path)
    {
        bool isName = path[0] == '/' ? Can.PathRules.AllowsEmptySegments : !Can.PathRules.IsWindows;
        if (isName)
        {
            await AssertSurvivesAsync(path).ConfigureAwait(false);
        }
        else
        {
            await RefusesAsync(() => PutAsync(path, "content"), StorageErrorKind.InvalidPath).ConfigureAwait(false);
        }
    }

    /// <summary>L25: the names of writes in progress are out of users' reach, or names like any other where there are none.</summary>
    [Test]
    public async Task L25_TemporaryName_IsRefusedWhereItIsReserved()
    {
        string name = "dir/" + TemporaryName.Create();
        if (Can.PathRules.ReservesTemporaryNames)
        {
            await RefusesAsync(() => PutAsync(name, "content"), StorageErrorKind.InvalidPath).ConfigureAwait(false);
            await RefusesAsync(() => GetAsync(name), StorageErrorKind.InvalidPath).ConfigureAwait(false);
            await RefusesAsync(() => Backend.DeleteAsync(name, null, Token), StorageErrorKind.InvalidPath).ConfigureAwait(false);
        }
        else
        {
            await AssertSurvivesAsync(name).ConfigureAwait(false);
        }
    }

    private async Task AssertInvalidAsync(string path)
    {
        await RefusesAsync(() => PutAsync(path, "content"), StorageErrorKind.InvalidPath).ConfigureAwait(false);
        await RefusesAsync(() => GetAsync(path), StorageErrorKind.InvalidPath).ConfigureAwait(false);
        await RefusesAsync(() => Backend.DeleteAsync(path, null, Token), StorageErrorKind.InvalidPath).ConfigureAwait(false);
        await RefusesAsync(() => ListAsync(path), StorageErrorKind.InvalidPath).ConfigureAwait(false);
    }

    private async Task AssertSurvivesAsync(string name)
    {
        if (Can.PathRules.FindFault(name) is not null)
        {
            await RefusesAsync(() => PutAsync(name, name), StorageErrorKind.InvalidPath, StorageErrorKind.NameTooLong).ConfigureAwait(false);
            return;
        }

        await PutAsync(name, name).ConfigureAwait(false);
        Assert.That((await Backend.StatAsync(name, Token).ConfigureAwait(false)).Path.Value, Is.EqualTo(name));
        Assert.That(await ListFilesAsync(StoragePath.Root, Recursive).ConfigureAwait(false), Is.EqualTo(new[] { name }));
        Assert.That(await ListFilesAsync(new StoragePath(name).Parent).ConfigureAwait(false), Is.EqualTo(new[] { name }));
        Assert.That(await GetAsync(name).ConfigureAwait(false), Is.EqualTo(name));
        if (Harness is IPhysicalView view)
        {
            Assert.That(Encoding.UTF8.GetString(await view.ReadPhysicalAsync(name, Token).ConfigureAwait(false)), Is.EqualTo(name));
        }

        await Backend.DeleteAsync(name, null, Token).ConfigureAwait(false);
        await AssertAbsentAsync(name).ConfigureAwait(false);
    }
}
