using Orbit.Storage.Diagnostics;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>
/// Makes a write go on where an earlier one ended. A part is kept where three agree on it: the journal, the store, and the bytes that the
/// source gives now (docs/decisions/0096). What a store says is the tag that it lists, or the bytes themselves, read back (docs/decisions/0190).
/// </summary>
internal sealed class WriteResumption(IResumableSink sink, StoredBytes? stored, WriteJournal journal, WriteSettings settings)
{
    private readonly object _gate = new();
    private readonly Dictionary<int, UInt128> _sending = [];
    private Dictionary<int, JournaledPart> _trusted = [];
    private string? _abandoned = journal.Begun?.Upload;

    /// <summary>Whether the store holds parts that a later write can go on with.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>How many bytes did not have to be sent.</summary>
    public long KeptBytes { get; private set; }

    /// <summary>Takes up the earlier write, or begins.</summary>
    public async Task BeginAsync(PartSender sender, CancellationToken cancellationToken)
    {
        if (journal.IsOfThisContent && await ResumeAsync(journal.Begun!.Upload, cancellationToken).ConfigureAwait(false) is { } listed)
        {
            HasBegun = true;
            _abandoned = null;
            _trusted = stored is null ? journal.Reconcile(listed) : journal.Noted;
            settings.Logger.WriteResumed(settings.Translator.Backend, settings.Path, _trusted.Count, Math.Max(_trusted.Count, listed.Count));
            return;
        }

        await DiscardAsync().ConfigureAwait(false);
        await sender.BeginAsync(cancellationToken).ConfigureAwait(false);
        await journal.BeginAsync(sink.ResumeToken, settings.Plan.SizeOf(0, 0), CancellationToken.None).ConfigureAwait(false);
        HasBegun = true;
    }

    /// <summary>Says whether the store lists a part already; if not, it is about to be sent.</summary>
    /// <returns>Its receipt, or null.</returns>
    public PartReceipt? TryKeep(PartContent part, UInt128 hash)
    {
        if (stored is null && _trusted.TryGetValue(part.Index, out JournaledPart? known) && known.Holds(part, hash))
        {
            KeptBytes += part.Length;
            settings.Meter?.Add(part.Length);
            return known.Receipt;
        }

        lock (_gate)
        {
            _sending.Add(part.Index, hash);
        }

        return null;
    }

    /// <summary>Reads back, where the store is one for that, whether it has a part that is about to be sent. Called for several parts at once.</summary>
    public async ValueTask<bool> IsStoredAsync(PartContent part, CancellationToken cancellationToken)
    {
        UInt128 hash;
        lock (_gate)
        {
            hash = _sending[part.Index];
        }

        if (stored is null || !_trusted.TryGetValue(part.Index, out JournaledPart? known) || !known.Holds(part, hash)
            || await HashStoredAsync(part, cancellationToken).ConfigureAwait(false) != hash)
        {
            return false;
        }

        lock (_gate)
        {
            _sending.Remove(part.Index);
            KeptBytes += part.Length;
        }

        settings.Meter?.Add(part.Length);
        return true;
    }

    /// <summary>Notes that the store has taken a part.</summary>
    public async Task NoteAsync(PartContent part, PartReceipt? receipt)
    {
        UInt128 hash;
        lock (_gate)
        {
            _sending.Remove(part.Index, out hash);
        }

        if (stored is not null || receipt?.ETag is not null)
        {
            // Also for a write that was stopped meanwhile: the part is there, and is not to be sent again.
            receipt ??= new PartReceipt(part.Index, part.Length);
            await journal.NoteAsync(new JournaledPart(receipt, part.Offset, hash), CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets the journal of a write that has published.</summary>
    public async ValueTask FinishAsync()
    {
        await DiscardAsync().ConfigureAwait(false);
        try
        {
            journal.Delete();
        }
        catch (StorageException failure)
        {
            // The object is published. Whoever comes upon the journal finds its parts gone, and starts again.
            settings.Logger.JournalNotDeleted(failure, journal.Path);
        }
    }

    private async ValueTask<UInt128?> HashStoredAsync(PartContent part, CancellationToken cancellationToken)
    {
        try
        {
            return await stored!.TryHashAsync(new ByteSpan(part.Offset, part.Length), cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException unread)
        {
            // What cannot be read is sent again: the write itself tells whether the store can be reached.
            settings.Logger.PartNotReadBack(unread, settings.Translator.Backend, settings.Path, part.Index);
            return null;
        }
    }

    private ValueTask<IReadOnlyList<PartReceipt>?> ResumeAsync(string token, CancellationToken cancellationToken) => RunAsync(
        static (sink, token, cancel) => sink.ResumeAsync(token, cancel), token, cancellationToken);

    private async ValueTask DiscardAsync()
    {
        if (_abandoned is not { } token)
        {
            return;
        }

        _abandoned = null;
        try
        {
            using CancellationTokenSource deadline = new(settings.Deadlines.Abort, settings.Time);
            await sink.DiscardAsync(token, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            settings.Logger.AbortFailed(failure, settings.Translator.Backend, settings.Path);
        }
    }

    private ValueTask<TResult> RunAsync<TResult>(Func<IResumableSink, string, CancellationToken, Task<TResult>> core, string token, CancellationToken cancellationToken) =>
        settings.Retry.ExecuteAsync(
            static async (run, cancel) =>
            {
                try
                {
                    return await OperationDeadline.RunAsync(
                        static (run, cancel) => run.core(run.sink, run.token, cancel),
                        run, run.settings.Deadlines.Operation, run.settings.Time, cancel).ConfigureAwait(false);
                }
                catch (Exception failure) when (run.settings.Translator.TryTranslate(failure, out StorageException? translated))
                {
                    throw translated;
                }
            },
            (core, sink, token, settings), cancellationToken);
}
