using Orbit.Storage.Transfers.Sorting;

namespace Orbit.Storage.Transfers.Trees;

/// <summary>
/// What is done with directories after all that is in them: their times and permissions at the target, or their removal at the source of a move. Remembered on disk where they are many,
/// in the order in which they were left: those inside others first.
/// </summary>
internal sealed class DirectoryFinish(IStorageBackend source, StoragePath sourceRoot, string? scratchDirectory) : IDisposable
{
    private readonly RecordSorter _directories = new(scratchDirectory, ordered: false);
    private readonly RecordSorter _closed = new(scratchDirectory, ordered: false);
    private readonly TreeItemCodec _codec = new(source, sourceRoot);

    /// <summary>Remembers a directory.</summary>
    /// <param name="directory">The source's.</param>
    /// <param name="closes">Whether its permissions will keep its owner out, so that it must wait for all inside it.</param>
    public void Add(TreeItem directory, bool closes = false) => _codec.Add(closes ? _closed : _directories, directory);

    /// <summary>Does it, a few at once, and then those that keep their owner out, one after the other.</summary>
    public async Task RunAsync(int concurrency, Func<TreeItem, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (_directories.Count > 0)
        {
            await WorkLine<TreeItem>.RunAsync(Math.Min(concurrency, (int)Math.Min(_directories.Count, 1024)), FillAsync, work, cancellationToken).ConfigureAwait(false);
        }

        foreach (SortedRecord record in _closed.Read())
        {
            await work(_codec.Read(record), cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _directories.Dispose();
        _closed.Dispose();
    }

    private async Task FillAsync(WorkLine<TreeItem> line)
    {
        foreach (SortedRecord record in _directories.Read())
        {
            await line.AddAsync(_codec.Read(record)).ConfigureAwait(false);
        }
    }
}
