using Orbit.Storage.Transfers.Journal;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>The journal of one write: what an earlier process began, if any did, and what this one adds.</summary>
internal sealed class WriteJournal : IAsyncDisposable
{
    private const string Kind = "write";

    private readonly Dictionary<int, JournaledPart> _parts = [];
    private readonly JournalFile _file;
    private readonly FailureTranslator _translator;
    private readonly WriteOptions _options;
    private readonly string _description;

    private WriteJournal(JournalFile file, WriteOptions options, FailureTranslator translator)
    {
        _file = file;
        _translator = translator;
        _options = options;
        _description = WriteDescription.Of(options);
    }

    public string Path => _file.Path;

    /// <summary>What an earlier process began, or null.</summary>
    public BegunWrite? Begun { get; private set; }

    /// <summary>The first part's size of the write that goes on, or null: parts cut elsewhere could not be told from those that are stored.</summary>
    public long? PartSize => IsOfThisContent ? Begun!.PartSize : null;

    /// <summary>Whether what was begun is this write.</summary>
    public bool IsOfThisContent => Begun is { } begun
        && begun.Length == _options.ExpectedLength && begun.Source == _options.Resume!.SourceFingerprint && begun.Description == _description;

    /// <summary>The parts that were noted.</summary>
    public Dictionary<int, JournaledPart> Noted => new(_parts);

    /// <summary>Opens the journal that the options name.</summary>
    /// <exception cref="StorageException">Another transfer has it, or it is another transfer's.</exception>
    public static async ValueTask<WriteJournal> OpenAsync(WriteOptions options, TimeProvider time, FailureTranslator translator, CancellationToken cancellationToken)
    {
        JournalFile? file = null;
        try
        {
            file = JournalFile.Open(options.Resume!.JournalFile, time);
            WriteJournal journal = new(file, options, translator);
            await journal.ReadAsync(cancellationToken).ConfigureAwait(false);
            return journal;
        }
        catch (Exception failure)
        {
            if (file is not null)
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }

            if (translator.TryTranslate(failure, out StorageException? translated))
            {
                throw translated;
            }

            throw;
        }
    }

    /// <summary>The parts that the journal and the store agree on.</summary>
    public Dictionary<int, JournaledPart> Reconcile(IReadOnlyList<PartReceipt> stored)
    {
        Dictionary<int, JournaledPart> trusted = [];
        foreach (PartReceipt receipt in stored)
        {
            if (_parts.TryGetValue(receipt.Index, out JournaledPart? part) && part.IsThat(receipt))
            {
                trusted[receipt.Index] = part;
            }
        }

        return trusted;
    }

    /// <summary>Forgets what was begun, and notes what begins now.</summary>
    public Task BeginAsync(string upload, long partSize, CancellationToken cancellationToken)
    {
        _parts.Clear();
        Begun = new BegunWrite
        {
            Backend = _translator.Backend,
            Path = _translator.Path.Value,
            Upload = upload,
            PartSize = partSize,
            Length = _options.ExpectedLength,
            Source = _options.Resume!.SourceFingerprint,
            Description = _description,
        };
        return WrittenAsync(_file.StartAsync(Kind, Begun, cancellationToken));
    }

    public Task NoteAsync(JournaledPart part, CancellationToken cancellationToken) => WrittenAsync(_file.AppendAsync(part, part.Receipt.Length, cancellationToken));

    /// <summary>Removes the file.</summary>
    public void Delete() => _file.Delete();

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        await _file.ReadAsync(
            Kind,
            record =>
            {
                switch (record.Text("type"u8))
                {
                    case BegunWrite.Type:
                        Begun = BegunWrite.TryRead(record);
                        _parts.Clear();
                        break;
                    case JournaledPart.Type when JournaledPart.TryRead(record) is { } part:
                        _parts[part.Receipt.Index] = part;
                        break;
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (Begun is { } begun && (begun.Backend != _translator.Backend || begun.Path != _translator.Path.Value))
        {
            throw new StorageException(
                StorageErrorKind.InvalidConfiguration,
                $"the journal '{Path}' is that of a write of '{begun.Path}' ({begun.Backend}), which was interrupted; name another file, or delete this one to give that write up.");
        }
    }

    private async Task WrittenAsync(ValueTask write)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (Exception failure) when (_translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }
}
