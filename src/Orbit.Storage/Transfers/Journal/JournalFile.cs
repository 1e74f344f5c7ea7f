using System.Buffers;
using System.Text.Json;

namespace Orbit.Storage.Transfers.Journal;

/// <summary>
/// A file of records that outlives the process (docs/journal.md). It is this object's alone while it is open: whoever opens it meanwhile, in
/// this process or another, is told so. What was appended survives a killed process at once, and a power cut after the next flush.
/// </summary>
internal sealed class JournalFile : IAsyncDisposable
{
    private const long FlushBytes = 64L << 20;
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly TimeProvider _time;
    private readonly FileStream _file;
    private long _flushedAt;
    private long _unflushed;

    // Never removed is what was there before and is no journal: an empty file, or a device.
    private bool _isOurs;

    private JournalFile(FileStream file, bool isNew, TimeProvider time)
    {
        _file = file;
        _isOurs = isNew;
        _time = time;
        _flushedAt = time.GetTimestamp();
    }

    public string Path => _file.Name;

    /// <summary>Opens a journal, made empty where there is none, and locks it.</summary>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.Busy"/>: someone else has it. Other kinds: it cannot be opened there.</exception>
    public static JournalFile Open(string path, TimeProvider time)
    {
        string fullPath = System.IO.Path.GetFullPath(path);
        try
        {
            while (true)
            {
                bool isNew = !File.Exists(fullPath);
                FileStream file = new(fullPath, Options());

                // A file that its last owner deleted between our opening and our locking it is nobody's.
                if (File.Exists(fullPath))
                {
                    return new JournalFile(file, isNew, time);
                }

                file.Dispose();
            }
        }
        catch (Exception failure) when (JournalFailure.IsOne(failure))
        {
            throw JournalFailure.Describe(failure, fullPath);
        }
    }

    /// <summary>Reads the records, and cuts off what was torn or damaged with all that follows it.</summary>
    /// <param name="kind">What it must be the journal of.</param>
    /// <param name="read">Hears of each record; the element lives as long as the call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False where there is nothing to go on with: it is new, or torn in its first line.</returns>
    /// <exception cref="StorageException">It is no journal, or one of another kind or a later version. It is left as it was.</exception>
    public async ValueTask<bool> ReadAsync(string kind, Action<JsonElement> read, CancellationToken cancellationToken)
    {
        try
        {
            long intact = await new JournalReader(_file, kind, read).ReadAsync(cancellationToken).ConfigureAwait(false);
            if (intact > 0)
            {
                _isOurs = true;
                _file.SetLength(intact);
                _file.Position = intact;
            }

            return intact > 0;
        }
        catch (Exception failure) when (JournalFailure.IsOne(failure))
        {
            throw JournalFailure.Describe(failure, Path);
        }
    }

    /// <summary>Starts anew with a header and a first record, which are on stable storage when the call returns.</summary>
    public async ValueTask StartAsync(string kind, IJournalRecord first, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _file.SetLength(0);
            _file.Position = 0;
            _line.ResetWrittenCount();
            JournalLine.Append(_line, new JournalHeader(kind));
            JournalLine.Append(_line, first);
            await _file.WriteAsync(_line.WrittenMemory, cancellationToken).ConfigureAwait(false);
            await FlushToDiskAsync().ConfigureAwait(false);
            _isOurs = _file.Length == _line.WrittenCount ? true : throw new IOException("it does not keep what is written to it; name an ordinary file.");
        }
        catch (Exception failure) when (JournalFailure.IsOne(failure))
        {
            throw JournalFailure.Describe(failure, Path);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Appends a record in one write. Any thread.</summary>
    /// <param name="record">The record.</param>
    /// <param name="covered">How many bytes of content would be moved again were it lost.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async ValueTask AppendAsync(IJournalRecord record, long covered, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _line.ResetWrittenCount();
            JournalLine.Append(_line, record);
            await _file.WriteAsync(_line.WrittenMemory, CancellationToken.None).ConfigureAwait(false);
            _unflushed += covered;
            if (_unflushed >= FlushBytes || _time.GetElapsedTime(_flushedAt) >= FlushInterval)
            {
                await FlushToDiskAsync().ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (JournalFailure.IsOne(failure))
        {
            throw JournalFailure.Describe(failure, Path);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Removes the file, unless it is somebody else's empty one. The lock stays until it is closed.</summary>
    public void Delete()
    {
        if (!_isOurs)
        {
            return;
        }

        try
        {
            File.Delete(Path);
        }
        catch (Exception failure) when (JournalFailure.IsOne(failure))
        {
            throw JournalFailure.Describe(failure, Path);
        }
    }

    /// <summary>Flushes and closes; a file that was made here and never begun is removed.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_file.Length == 0)
            {
                Delete();
            }
            else if (_unflushed > 0)
            {
                await FlushToDiskAsync().ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (JournalFailure.IsOne(failure) || failure is StorageException)
        {
            // What a lost flush can lose is sent again, and an empty file is as good as none.
        }
        finally
        {
            await _file.DisposeAsync().ConfigureAwait(false);
            _turn.Dispose();
        }
    }

    // The system's flush waits for the disk: not on the thread that moves the bytes.
    private async ValueTask FlushToDiskAsync()
    {
        await Task.Run(() => RandomAccess.FlushToDisk(_file.SafeFileHandle)).ConfigureAwait(false);
        _unflushed = 0;
        _flushedAt = _time.GetTimestamp();
    }

    // Unix locks a file exclusively only where nothing is shared; Windows lets an open file be deleted only where that is.
    private static FileStreamOptions Options()
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
