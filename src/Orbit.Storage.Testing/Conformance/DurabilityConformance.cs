using System.IO.Pipelines;
using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>What a write leaves in a store that can be looked at, while it runs and afterwards.</summary>
/// <typeparam name="THarness">Makes the backend, and looks behind it.</typeparam>
public abstract class DurabilityConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, IPhysicalView, new()
{
    /// <summary>F01: while a write runs, only a hidden sibling of the target exists, or of a parent that is still to be made; after success only the target.</summary>
    /// <param name="parentExists">Whether the target's parent exists.</param>
    [Test]
    public async Task F01_WriteUnderWay_OnlyAHiddenSiblingExists([Values] bool parentExists)
    {
        await (parentExists ? Backend.CreateDirectoryAsync("dir", null, Token) : Task.CompletedTask).ConfigureAwait(false);
        PatternedContent content = new(3 * P);
        (Pipe pipe, Task<WriteResult> write) = await StartAsync(content).ConfigureAwait(false);

        IReadOnlyCollection<string> during = await Harness.ListPhysicalAsync(Token).ConfigureAwait(false);
        Assert.That(during.Select(path => TemporaryName.IsMatch(new StoragePath(path).Name)), Is.All.True, string.Join(", ", during));
        Assert.That(during.Select(path => new StoragePath(path).Parent.Value), Is.All.EqualTo("dir").Or.All.EqualTo(parentExists ? "dir" : ""));

        await pipe.Writer.CompleteAsync().ConfigureAwait(false);
        await write.ConfigureAwait(false);
        Assert.That(await Harness.ListPhysicalAsync(Token).ConfigureAwait(false), Is.EqualTo(new[] { "dir/target" }));
    }

    /// <summary>F01: after a failure nothing exists.</summary>
    [Test]
    public async Task F01_WriteFailed_NothingExists()
    {
        (Pipe pipe, Task<WriteResult> write) = await StartAsync(new PatternedContent(3 * P)).ConfigureAwait(false);

        await pipe.Writer.CompleteAsync(new InvalidDataException("The source broke.")).ConfigureAwait(false);

        await StorageAssert.ThrowsAsync<Exception>(() => write).ConfigureAwait(false);
        Assert.That(await Harness.ListPhysicalAsync(Token).ConfigureAwait(false), Is.Empty);
    }

    /// <summary>F02: writes, renames and copies work on whatever mount the root is; give the fixture a root on another one than the system's temporary files.</summary>
    [Test]
    public async Task F02_RootOnAnyMount_WritesRenamesAndCopies()
    {
        PatternedContent content = new((5 * P) + 3, seed: 2);

        await PutContentAsync("a/written", content, new WriteOptions { Transfer = InParts }).ConfigureAwait(false);
        await Backend.CopyAsync("a/written", "b/copied", null, Token).ConfigureAwait(false);
        await Backend.RenameAsync("a/written", "c/renamed", null, Token).ConfigureAwait(false);

        await AssertHoldsAsync("b/copied", content).ConfigureAwait(false);
        await AssertHoldsAsync("c/renamed", content).ConfigureAwait(false);
    }

    /// <summary>F05: a durable write and a durable copy are exact, new parents included; or they are refused.</summary>
    /// <param name="parts">How many parts.</param>
    [Test]
    public async Task F05_DurableWrite_IsExactOrRefused([Values(1, 3)] int parts)
    {
        PatternedContent content = new(parts * P, seed: 5);
        WriteOptions options = new() { Durable = true, Transfer = InParts };
        if (!Can.DurableWrite)
        {
            await RefusesAsync(() => PutContentAsync("new/parents/f05", content, options)).ConfigureAwait(false);
            return;
        }

        await PutContentAsync("new/parents/f05", content, options).ConfigureAwait(false);
        await Backend.CopyAsync("new/parents/f05", "other/parents/f05", new CopyOptions { Durable = true }, Token).ConfigureAwait(false);

        await AssertHoldsAsync("new/parents/f05", content).ConfigureAwait(false);
        await AssertHoldsAsync("other/parents/f05", content).ConfigureAwait(false);
    }

    /// <summary>A12: what writers left that were killed is swept by age; what a living writer has, and what users have, stays.</summary>
    [Test]
    public async Task A12_Sweep_RemovesWhatNobodyWritesAnyMore()
    {
        if (Backend is not IStaleWriteSweeper sweeper)
        {
            Assert.Pass("This backend leaves nothing that could be swept.");
            return;
        }

        await PutAsync("dir/kept", "content").ConfigureAwait(false);
        (Pipe pipe, Task<WriteResult> write) = await StartAsync(new PatternedContent(3 * P)).ConfigureAwait(false);
        if (!Can.PathRules.ReservesTemporaryNames)
        {
            // Nothing but its age tells such a store a living writer from a dead one.
            SweepResult swept = await sweeper.SweepAsync(TimeSpan.FromHours(1), Token).ConfigureAwait(false);
            await pipe.Writer.CompleteAsync().ConfigureAwait(false);
            await write.ConfigureAwait(false);

            Assert.That(swept.Count, Is.Zero);
            Assert.That(await Harness.ListPhysicalAsync(Token).ConfigureAwait(false), Is.EquivalentTo(new[] { "dir/kept", "dir/target" }));
            return;
        }

        await Harness.WritePhysicalAsync((StoragePath)"dir" / TemporaryName.Create(), [1, 2, 3], Token).ConfigureAwait(false);
        await Harness.WritePhysicalAsync(TemporaryName.Create(), [1, 2, 3], Token).ConfigureAwait(false);

        SweepResult young = await sweeper.SweepAsync(TimeSpan.FromHours(1), Token).ConfigureAwait(false);
        int before = (await Harness.ListPhysicalAsync(Token).ConfigureAwait(false)).Count;
        SweepResult old = await sweeper.SweepAsync(TimeSpan.Zero, Token).ConfigureAwait(false);
        int after = (await Harness.ListPhysicalAsync(Token).ConfigureAwait(false)).Count;
        await pipe.Writer.CompleteAsync().ConfigureAwait(false);
        await write.ConfigureAwait(false);

        Assert.That((young.Count, old.Count, before - after), Is.EqualTo((0L, 2L, 2)));
        Assert.That(await Harness.ListPhysicalAsync(Token).ConfigureAwait(false), Is.EquivalentTo(new[] { "dir/kept", "dir/target" }));
    }

    private async Task<(Pipe Pipe, Task<WriteResult> Write)> StartAsync(PatternedContent content)
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        Task<WriteResult> write = Backend.WriteAsync("dir/target", pipe.Reader, new WriteOptions { Transfer = InParts }, Token);
        await pipe.Writer.WriteAsync(content.ToArray(), Token).ConfigureAwait(false);
        return (pipe, write);
    }
}
