using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

// What the cases have in common: short calls on the contract alone, so that no convenience hides a fault of the backend, or has one.
public abstract partial class ConformanceFixture<THarness>
{
    /// <summary>The part size that tests of parts ask for.</summary>
    protected long P => Harness.PartSize;

    /// <summary>Parts of <see cref="P"/> bytes, four at once.</summary>
    protected TransferOptions InParts => new() { PartSize = P, Concurrency = 4 };

    /// <summary>How long a call may take to notice that it was cancelled, or that its content is wrong.</summary>
    protected static TimeSpan Prompt { get; } = TimeSpan.FromSeconds(5);

    /// <summary>A listing of everything below.</summary>
    protected static ListOptions Recursive { get; } = new() { Recursive = true };

    /// <summary>A write that must not replace anything.</summary>
    protected static WriteOptions CreateOnly { get; } = new() { Overwrite = false };

    /// <summary>A source that holds a text.</summary>
    /// <param name="text">The text, written as UTF-8.</param>
    protected static PipeReader Source(string text) => PipeReader.Create(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes a text.</summary>
    /// <param name="path">Where.</param>
    /// <param name="text">The text, written as UTF-8.</param>
    /// <param name="options">How.</param>
    protected Task<WriteResult> PutAsync(StoragePath path, string text, WriteOptions? options = null) => Backend.WriteAsync(path, Source(text), options, Token);

    /// <summary>Writes patterned content.</summary>
    /// <param name="path">Where.</param>
    /// <param name="content">What.</param>
    /// <param name="options">How.</param>
    protected Task<WriteResult> PutContentAsync(StoragePath path, PatternedContent content, WriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Backend.WriteAsync(path, content.OpenSource(), options, Token);
    }

    /// <summary>Reads an object.</summary>
    /// <param name="path">Which.</param>
    /// <param name="options">Which bytes of it.</param>
    protected async Task<byte[]> GetBytesAsync(StoragePath path, ReadOptions? options = null)
    {
        StorageContent content = await Backend.OpenReadAsync(path, options, Token).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            byte[] bytes = new byte[content.Span.Length];
            Stream stream = content.Reader.AsStream();
            await using (stream.ConfigureAwait(false))
            {
                await stream.ReadExactlyAsync(bytes, Token).ConfigureAwait(false);
                Assert.That(await stream.ReadAsync(new byte[1], Token).ConfigureAwait(false), Is.Zero, "The reader must end where the span does.");
            }

            return bytes;
        }
    }

    /// <summary>Reads an object as UTF-8.</summary>
    /// <param name="path">Which.</param>
    /// <param name="options">Which bytes of it.</param>
    protected async Task<string> GetAsync(StoragePath path, ReadOptions? options = null) => Encoding.UTF8.GetString(await GetBytesAsync(path, options).ConfigureAwait(false));

    /// <summary>Lists to the end.</summary>
    /// <param name="path">Below what.</param>
    /// <param name="options">How.</param>
    protected async Task<IReadOnlyList<StorageEntry>> ListAsync(StoragePath path, ListOptions? options = null)
    {
        List<StorageEntry> entries = [];
        await foreach (StorageEntry entry in Backend.ListAsync(path, options, Token).ConfigureAwait(false))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>The paths of the files that a listing shows.</summary>
    /// <param name="path">Below what.</param>
    /// <param name="options">How.</param>
    protected async Task<IReadOnlyList<string>> ListFilesAsync(StoragePath path, ListOptions? options = null) =>
        [.. (await ListAsync(path, options).ConfigureAwait(false)).Where(entry => entry.Kind == StorageEntryKind.File).Select(entry => entry.Path.Value)];

    /// <summary>The paths of the directories and prefixes that a listing shows.</summary>
    /// <param name="path">Below what.</param>
    /// <param name="options">How.</param>
    protected async Task<IReadOnlyList<string>> ListDirectoriesAsync(StoragePath path, ListOptions? options = null) =>
        [.. (await ListAsync(path, options).ConfigureAwait(false)).Where(entry => entry.Kind == StorageEntryKind.Directory).Select(entry => entry.Path.Value)];

    /// <summary>Fails unless stat, read and, where there is one, the physical view agree on an object's content.</summary>
    /// <param name="path">Which object.</param>
    /// <param name="content">What it must hold.</param>
    protected async Task AssertHoldsAsync(StoragePath path, PatternedContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        StorageEntry entry = await Backend.StatAsync(path, Token).ConfigureAwait(false);
        Assert.That((entry.Kind, entry.Size), Is.EqualTo((StorageEntryKind.File, (long?)content.Length)));
        StorageContent opened = await Backend.OpenReadAsync(path, null, Token).ConfigureAwait(false);
        await using (opened.ConfigureAwait(false))
        {
            await content.MatchesAsync(opened.Reader, null, Token).ConfigureAwait(false);
        }

        if (Harness is IPhysicalView view)
        {
            content.Matches(await view.ReadPhysicalAsync(path, Token).ConfigureAwait(false));
        }
    }

    /// <summary>Fails unless nothing is to be seen of an object.</summary>
    /// <param name="path">Which.</param>
    protected async Task AssertAbsentAsync(StoragePath path)
    {
        await StorageAssert.FailsAsync(() => Backend.StatAsync(path, Token), StorageErrorKind.NotFound).ConfigureAwait(false);
        Assert.That(await ListFilesAsync(StoragePath.Root, Recursive).ConfigureAwait(false), Does.Not.Contain(path.Value));
    }

    /// <summary>
    /// The other branch of a capability: fails unless the call is refused, with <see cref="StorageErrorKind.Unsupported"/> unless said
    /// otherwise, before any request, and leaves everything as it was.
    /// </summary>
    /// <param name="call">What must be refused.</param>
    /// <param name="kinds">With what; one will do. Default: <see cref="StorageErrorKind.Unsupported"/>.</param>
    protected async Task<StorageException> RefusesAsync(Func<Task> call, params StorageErrorKind[] kinds)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(kinds);
        async Task CountedAsync()
        {
            long? before = Harness.CountRequests();
            try
            {
                await call().ConfigureAwait(false);
            }
            finally
            {
                Assert.That(Harness.CountRequests(), Is.EqualTo(before), "A refusal must come before any request.");
            }
        }

        return await FailsUnchangedAsync(CountedAsync, kinds.Length == 0 ? [StorageErrorKind.Unsupported] : kinds).ConfigureAwait(false);
    }

    /// <summary>Fails unless the call fails in one of some ways and leaves everything as it was.</summary>
    /// <param name="call">What must fail.</param>
    /// <param name="kinds">How; one will do.</param>
    protected async Task<StorageException> FailsUnchangedAsync(Func<Task> call, params StorageErrorKind[] kinds)
    {
        IReadOnlyList<string> before = await SnapshotAsync().ConfigureAwait(false);
        StorageException failure = await StorageAssert.FailsAsync(call, kinds).ConfigureAwait(false);
        Assert.That(await SnapshotAsync().ConfigureAwait(false), Is.EqualTo(before), "A failure must leave everything as it was.");
        return failure;
    }

    /// <summary>Waits until something has come about; ends with the test's time.</summary>
    /// <param name="condition">Whether it has.</param>
    protected static async Task WaitForAsync(Func<bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (!condition())
        {
            await Task.Delay(1, Token).ConfigureAwait(false);
        }
    }

    /// <summary>Both branches of a capability whose use is to fail here: in one of some ways where it is there, refused where it is not.</summary>
    /// <param name="isCapable">Whether it is there.</param>
    /// <param name="call">What must fail.</param>
    /// <param name="kinds">How, where it is there; one will do.</param>
    protected Task<StorageException> RefusesOrFailsAsync(bool isCapable, Func<Task> call, params StorageErrorKind[] kinds) =>
        isCapable ? FailsUnchangedAsync(call, kinds) : RefusesAsync(call);

    /// <summary>All that can be seen of the store: paths, kinds, sizes, tags, times and content.</summary>
    protected async Task<IReadOnlyList<string>> SnapshotAsync()
    {
        List<string> lines = [];
        foreach (StorageEntry entry in await ListAsync(StoragePath.Root, Recursive).ConfigureAwait(false))
        {
            string content = entry.Kind == StorageEntryKind.File ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await GetBytesAsync(entry.Path).ConfigureAwait(false))) : "";
            lines.Add($"{entry.Path}|{entry.Kind}|{entry.Size}|{entry.ETag}|{(entry.Kind == StorageEntryKind.File ? entry.LastModified : null):O}|{content}");
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
