using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Orbit.Storage.Transfers.Sorting;
using Orbit.Storage.Transfers.Trees;

namespace Orbit.Storage.Transfers.Journal;

/// <summary>The journal of an operation on two trees: which files had arrived before, and which arrive now. Memory does not grow with their number.</summary>
internal sealed class TreeJournal : IAsyncDisposable
{
    /// <summary>From this size on, a file whose target can go on with its parts has a journal of its own: 8 MiB.</summary>
    public const long LargeFile = 8 << 20;

    private const string Kind = "tree";

    private readonly JournalFile _file;
    private readonly RecordSorter _arrived;

    private TreeJournal(JournalFile file, RecordSorter arrived)
    {
        _file = file;
        _arrived = arrived;
    }

    /// <summary>Whether an earlier process left files that have arrived.</summary>
    public bool GoesOn => _arrived.Count > 0;

    private string PartsDirectory => _file.Path + ".parts";

    /// <summary>Opens the journal, and begins it where there is none.</summary>
    /// <exception cref="StorageException">Another operation has it, or it is another's.</exception>
    public static async Task<TreeJournal> OpenAsync(TreeResumeOptions options, BegunTree job, TreeOrder order, TimeProvider time, string? scratchDirectory, CancellationToken cancellationToken)
    {
        JournalFile file = JournalFile.Open(options.JournalFile, time);
        RecordSorter arrived = new(scratchDirectory, ordered: true);
        try
        {
            BegunTree? begun = null;
            await file.ReadAsync(Kind, record => begun = Take(record, begun, order, arrived), cancellationToken).ConfigureAwait(false);
            if (begun is null)
            {
                await file.StartAsync(Kind, job, cancellationToken).ConfigureAwait(false);
            }
            else if (!begun.IsSameAs(job))
            {
                throw new StorageException(StorageErrorKind.InvalidConfiguration, $"the journal '{file.Path}' is that of {begun}, which was interrupted, and not of {job}; name another file, or delete this one to give that up.");
            }

            return new TreeJournal(file, arrived);
        }
        catch (Exception)
        {
            arrived.Dispose();
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The files that had arrived, to be asked for in order.</summary>
    public ArrivedFiles ReadArrived() => new(_arrived);

    public ValueTask NoteAsync(ArrivedFile file) => _file.AppendAsync(file, file.Size, CancellationToken.None);

    /// <summary>The journal of a large file's parts.</summary>
    public ResumeOptions PartsOf(StoragePath path)
    {
        try
        {
            Directory.CreateDirectory(PartsDirectory);
        }
        catch (Exception failure) when (JournalFailure.IsOne(failure))
        {
            throw JournalFailure.Describe(failure, PartsDirectory);
        }

        UInt128 hash = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(path.Value.AsSpan()));
        return new ResumeOptions { JournalFile = Path.Combine(PartsDirectory, hash.ToString("x32", CultureInfo.InvariantCulture)) };
    }

    /// <summary>Removes it, all having ended well.</summary>
    public void Delete()
    {
        try
        {
            if (Directory.Exists(PartsDirectory))
            {
                Directory.Delete(PartsDirectory, recursive: true);
            }
        }
        catch (Exception failure) when (JournalFailure.IsOne(failure))
        {
            throw JournalFailure.Describe(failure, PartsDirectory);
        }

        _file.Delete();
    }

    public async ValueTask DisposeAsync()
    {
        _arrived.Dispose();
        await _file.DisposeAsync().ConfigureAwait(false);
    }

    private static BegunTree? Take(JsonElement record, BegunTree? begun, TreeOrder order, RecordSorter arrived)
    {
        switch (record.Text("type"u8))
        {
            case BegunTree.Type:
                return BegunTree.TryRead(record);
            case ArrivedFile.Type when ArrivedFile.TryRead(record) is { } file:
                arrived.Add(Encoding.UTF8.GetBytes(order.KeyOf(file.Path, isDirectory: false)), Encoding.UTF8.GetBytes(record.GetRawText()));
                return begun;
            default:
                return begun;
        }
    }
}
