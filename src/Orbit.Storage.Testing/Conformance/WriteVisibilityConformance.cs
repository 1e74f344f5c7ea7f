using System.IO.Pipelines;
using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Writes under way: nobody sees anything of them before they are complete.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class WriteVisibilityConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private PatternedContent Content => new((4 * P) + 100, seed: 8);

    /// <summary>W08: parts are stored, but no object is to be seen.</summary>
    [Test]
    public async Task W08_WriteUnderWay_IsNotVisible()
    {
        (Pipe pipe, Task<WriteResult> write) = await StartWriteAsync("target").ConfigureAwait(false);

        await AssertAbsentAsync("target").ConfigureAwait(false);
        Assert.That(await ListAsync(StoragePath.Root).ConfigureAwait(false), Is.Empty);
        Assert.That(await ListAsync(StoragePath.Root, Recursive).ConfigureAwait(false), Is.Empty);

        await pipe.Writer.CompleteAsync().ConfigureAwait(false);
        await write.ConfigureAwait(false);
        await AssertHoldsAsync("target", Content).ConfigureAwait(false);
    }

    /// <summary>W09: parts are stored, but readers get the old content until the write is complete.</summary>
    [Test]
    public async Task W09_WriteUnderWay_OldContentIsRead()
    {
        PatternedContent old = new(2 * P, seed: 9);
        await PutContentAsync("target", old).ConfigureAwait(false);

        (Pipe pipe, Task<WriteResult> write) = await StartWriteAsync("target").ConfigureAwait(false);
        await AssertHoldsAsync("target", old).ConfigureAwait(false);

        await pipe.Writer.CompleteAsync().ConfigureAwait(false);
        await write.ConfigureAwait(false);
        await AssertHoldsAsync("target", Content).ConfigureAwait(false);
    }

    private async Task<(Pipe Pipe, Task<WriteResult> Write)> StartWriteAsync(StoragePath path)
    {
        // The pipe holds one byte: what is flushed has been taken.
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        Task<WriteResult> write = Backend.WriteAsync(path, pipe.Reader, new WriteOptions { Transfer = InParts }, Token);
        await pipe.Writer.WriteAsync(Content.ToArray(), Token).ConfigureAwait(false);
        Assert.That(write.IsCompleted, Is.False);
        return (pipe, write);
    }
}
