using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Writes that were interrupted and go on, where the store keeps parts; elsewhere the option is refused.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class ResumeConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private readonly string _journal = Path.Combine(Path.GetTempPath(), $"orbit-resume-{Guid.NewGuid():N}");

    /// <summary>Removes the journal.</summary>
    [TearDown]
    public void RemoveJournal() => File.Delete(_journal);

    /// <summary>W31: a write that was interrupted goes on from its journal: the content is exact, parts that are stored are not sent again, and nothing is left.</summary>
    [Test]
    public async Task W31_InterruptedWrite_GoesOn()
    {
        PatternedContent content = new((3 * P) + 11, seed: 31);
        if (!Can.ResumableWrite)
        {
            await RefusesAsync(() => PutContentAsync("w31", content, Resumable)).ConfigureAwait(false);
            Assert.That(File.Exists(_journal), Is.False);
            return;
        }

        await PutAsync("w31", "old").ConfigureAwait(false);
        await InterruptAsync("w31", content, (3 * P) - 1).ConfigureAwait(false);
        Assert.That(await GetAsync("w31").ConfigureAwait(false), Is.EqualTo("old"));

        WriteResult result = await PutContentAsync("w31", content, Resumable).ConfigureAwait(false);

        Assert.That(result.ResumedBytes, Is.EqualTo(2 * P));
        await AssertHoldsAsync("w31", content).ConfigureAwait(false);
        Assert.That(File.Exists(_journal), Is.False, "The journal of a write that has ended well must be gone.");
    }

    /// <summary>W32: a source that changed meanwhile is sent anew where it changed: the object is the new content, never a mixture.</summary>
    [Test]
    public async Task W32_ChangedSource_IsNeverMixed()
    {
        PatternedContent before = new((3 * P) + 11, seed: 1);
        PatternedContent after = new((3 * P) + 11, seed: 2);
        if (!Can.ResumableWrite)
        {
            await RefusesAsync(() => PutContentAsync("w32", after, Resumable)).ConfigureAwait(false);
            return;
        }

        await InterruptAsync("w32", before, (3 * P) - 1).ConfigureAwait(false);

        WriteResult result = await PutContentAsync("w32", after, Resumable).ConfigureAwait(false);

        Assert.That(result.ResumedBytes, Is.Zero);
        await AssertHoldsAsync("w32", after).ConfigureAwait(false);
    }

    // One part after the other, so that it is known which are stored.
    private WriteOptions Resumable => new()
    {
        Resume = new ResumeOptions { JournalFile = _journal },
        Transfer = new TransferOptions { PartSize = P, Concurrency = 1 },
    };

    private async Task InterruptAsync(StoragePath path, PatternedContent content, long at)
    {
        SourceBehavior breaks = new() { FailsAt = at };
        await StorageAssert.ThrowsAsync<Exception>(() => Backend.WriteAsync(path, content.OpenSource(breaks), Resumable, Token)).ConfigureAwait(false);
        Assert.That(File.Exists(_journal), Is.True, "An interrupted write must leave its journal.");
    }
}
