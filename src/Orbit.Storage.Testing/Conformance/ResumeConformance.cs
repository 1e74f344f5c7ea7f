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

    /// <summary>W33: what lies in the store and was changed there meanwhile is sent again, and not published.</summary>
    [Test]
    public async Task W33_StoredPartsChanged_AreSentAgain()
    {
        PatternedContent content = new((3 * P) + 11, seed: 33);
        if (!Can.ResumableWrite || Harness is not IPhysicalView view)
        {
            Assert.Pass("Nothing is stored that could be changed from outside.");
            return;
        }

        await InterruptAsync("dir/w33", content, (3 * P) - 1).ConfigureAwait(false);
        if ((await view.ListPhysicalAsync(Token).ConfigureAwait(false)).SingleOrDefault(path => TemporaryName.IsMatch(new StoragePath(path).Name)) is not { } temporary)
        {
            await PutContentAsync("dir/w33", content, Resumable).ConfigureAwait(false);
            Assert.Pass("The store keeps parts where no file shows them, and lists their tags.");
            return;
        }

        byte[] stored = await view.ReadPhysicalAsync(temporary, Token).ConfigureAwait(false);
        stored[P + 1] ^= 1;
        await view.WritePhysicalAsync(temporary, stored, Token).ConfigureAwait(false);

        WriteResult result = await PutContentAsync("dir/w33", content, Resumable).ConfigureAwait(false);

        Assert.That(result.ResumedBytes, Is.EqualTo(P));
        await AssertHoldsAsync("dir/w33", content).ConfigureAwait(false);
    }

    /// <summary>W34: what an interrupted write has stored stays until it is older than the sweeper's limit; when it is gone, the write starts again.</summary>
    [Test]
    public async Task W34_StoredPartsSwept_StartsAgain()
    {
        PatternedContent content = new((3 * P) + 11, seed: 34);
        if (!Can.ResumableWrite || Backend is not IStaleWriteSweeper sweeper)
        {
            Assert.Pass("Nothing is stored that could be swept.");
            return;
        }

        await InterruptAsync("w34", content, (3 * P) - 1).ConfigureAwait(false);
        SweepResult young = await sweeper.SweepAsync(TimeSpan.FromHours(1), Token).ConfigureAwait(false);

        // A store that tells whole seconds may round up: what was begun just now is then from the future.
        SweepResult old = await sweeper.SweepAsync(TimeSpan.Zero, Token).ConfigureAwait(false);
        for (int again = 0; old.Count == 0 && again < 50; again++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token).ConfigureAwait(false);
            old = await sweeper.SweepAsync(TimeSpan.Zero, Token).ConfigureAwait(false);
        }

        WriteResult result = await PutContentAsync("w34", content, Resumable).ConfigureAwait(false);

        Assert.That((young.Count, old.Count, result.ResumedBytes), Is.EqualTo((0L, 1L, 0L)));
        await AssertHoldsAsync("w34", content).ConfigureAwait(false);
    }

    /// <summary>W35: a write that goes on is in all else what it would have been in one piece: it creates only, and sets times and permissions, where the store can.</summary>
    [Test]
    public async Task W35_GoingOn_KeepsTheOptions()
    {
        if (!Can.ResumableWrite)
        {
            Assert.Pass("The option is refused, as W31 shows.");
            return;
        }

        PatternedContent content = new((3 * P) + 11, seed: 35);
        DateTimeOffset time = new(2020, 2, 3, 4, 5, 6, TimeSpan.Zero);
        WriteOptions options = new()
        {
            Overwrite = !Can.ConditionalCreate,
            LastModified = Can.SetLastModified ? time : null,
            Permissions = Can.Permissions ? UnixFileMode.UserRead | UnixFileMode.GroupRead : null,
            Resume = Resumable.Resume,
            Transfer = Resumable.Transfer,
        };
        await BreakAsync("new/w35", content, (3 * P) - 1, options).ConfigureAwait(false);

        // Where a condition holds for a single request alone, the write is one, and nothing is kept of it.
        bool isKept = File.Exists(_journal);
        WriteResult result = await PutContentAsync("new/w35", content, options).ConfigureAwait(false);

        Assert.That(isKept || !options.Overwrite, Is.True, "An interrupted write must leave its journal.");
        Assert.That(result.ResumedBytes, Is.EqualTo(isKept ? 2 * P : 0));
        await AssertHoldsAsync("new/w35", content).ConfigureAwait(false);
        StorageEntry entry = await Backend.StatAsync("new/w35", Token).ConfigureAwait(false);
        Assert.That(Can.SetLastModified ? entry.LastModified : time, Is.EqualTo(time));
        Assert.That(Can.Permissions ? entry.Permissions : null, Is.EqualTo(options.Permissions));
        if (Can.ConditionalCreate)
        {
            // Refused, it leaves what it has stored to be gone on with, unless nothing is to go on.
            await StorageAssert.FailsAsync(() => PutContentAsync("new/w35", content, new WriteOptions { Overwrite = false, Transfer = Resumable.Transfer }), StorageErrorKind.AlreadyExists).ConfigureAwait(false);
        }
    }

    /// <summary>W36: content of any size that is read back before it shows arrives exact; elsewhere the option is refused.</summary>
    /// <param name="isParts">Whether it has several parts; else it fits one.</param>
    /// <param name="isEmpty">Whether it is nothing at all.</param>
    [Test]
    public async Task W36_ReadBackBeforeItShows_IsExactOrRefused([Values] bool isParts, [Values] bool isEmpty)
    {
        PatternedContent content = new(isEmpty ? 0 : isParts ? (3 * P) + 11 : 100, seed: 36);
        WriteOptions options = new() { ReadBack = true, Transfer = Resumable.Transfer, Durable = Can.DurableWrite };
        if (!Can.ReadBack)
        {
            await RefusesAsync(() => PutContentAsync("w36", content, options)).ConfigureAwait(false);
            return;
        }

        await PutAsync("w36", "old").ConfigureAwait(false);
        await PutContentAsync("w36", content, options).ConfigureAwait(false);

        await AssertHoldsAsync("w36", content).ConfigureAwait(false);
    }

    // One part after the other, so that it is known which are stored.
    private WriteOptions Resumable => new()
    {
        Resume = new ResumeOptions { JournalFile = _journal },
        Transfer = new TransferOptions { PartSize = P, Concurrency = 1 },
    };

    private async Task InterruptAsync(StoragePath path, PatternedContent content, long at)
    {
        await BreakAsync(path, content, at, Resumable).ConfigureAwait(false);
        Assert.That(File.Exists(_journal), Is.True, "An interrupted write must leave its journal.");
    }

    private Task<Exception> BreakAsync(StoragePath path, PatternedContent content, long at, WriteOptions options)
    {
        SourceBehavior breaks = new() { FailsAt = at };
        return StorageAssert.ThrowsAsync<Exception>(() => Backend.WriteAsync(path, content.OpenSource(breaks), options, Token));
    }
}
