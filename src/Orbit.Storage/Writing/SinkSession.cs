using System.Globalization;
using Orbit.Storage.Diagnostics;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>A write's sink from its opening to its end: aborted where the write comes to no good end, and always closed. Neither hides the write's outcome.</summary>
internal sealed class SinkSession : IAsyncDisposable
{
    // A caller who cancels waits no longer than this for the store to be tidied up, and less where it was kept for an answer before.
    private static readonly TimeSpan AbortAfterCancellation = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan AbortAfterGrace = TimeSpan.FromSeconds(1.5);

    private readonly WriteSettings _settings;
    private readonly GuardedPartSink _sink;
    private readonly StoredBytes? _stored;

    private SinkSession(IPartSink sink, IWriteTarget target, WriteSettings settings)
    {
        _settings = settings;
        _sink = new GuardedPartSink(sink, settings.Translator);
        _stored = sink is IReadBackSink readable ? new StoredBytes(readable, settings) : null;
        Resumption = settings.Journal is { } journal ? new WriteResumption(Resumable(sink), _stored, journal, settings) : null;
        Sender = new PartSender(_sink, Resumption, settings);
        Publisher = new ObjectPublisher(_sink, target, settings);
    }

    public PartSender Sender { get; }

    public ObjectPublisher Publisher { get; }

    /// <summary>Goes on with an earlier write; null where that is not asked for.</summary>
    public WriteResumption? Resumption { get; }

    /// <summary>Opens the sink, tried again while the failure is transient.</summary>
    public static async ValueTask<SinkSession> OpenAsync(IWriteTarget target, WriteSettings settings, CancellationToken cancellationToken)
    {
        IPartSink sink = await settings.Retry.ExecuteAsync(
            static (call, token) => TryOpenAsync(call.target, call.settings, token), (target, settings), cancellationToken).ConfigureAwait(false);
        return new SinkSession(sink, target, settings);
    }

    /// <summary>Prepares the store for parts, or takes up those that it has.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => Resumption?.BeginAsync(Sender, cancellationToken) ?? Sender.BeginAsync(cancellationToken);

    /// <summary>Reads the whole content back, and compares it with what the source gave.</summary>
    /// <returns>The fault, or null where they agree.</returns>
    public async ValueTask<StorageFault?> CompareAsync(UInt128 hash, long length, CancellationToken cancellationToken)
    {
        StoredBytes stored = _stored ?? throw new InvalidOperationException($"The backend says {nameof(StorageCapabilities.ReadBack)} and its sink is no {nameof(IReadBackSink)}.");
        UInt128? found = await stored.TryHashAsync(new ByteSpan(0, length), cancellationToken).ConfigureAwait(false);
        return found == hash ? null : new StorageFault(
            StorageErrorKind.ChecksumMismatch,
            $"what was read has XXH3-128 {hash:x32}, what arrived {(found is null ? "fewer bytes" : found.Value.ToString("x32", CultureInfo.InvariantCulture))}; the target was left as it was. "
            + "Write it again; if that fails too, a disk or its memory is at fault.");
    }

    /// <summary>Removes what the write left in the store, unless the store has published it or a later write is to go on with it. Called when nothing uses the sink any more.</summary>
    public async ValueTask AbortAsync(bool isCanceledByCaller)
    {
        if (Publisher.IsPublished || Resumption is { HasBegun: true })
        {
            return;
        }

        TimeSpan patience = !isCanceledByCaller ? _settings.Deadlines.Abort : Publisher.IsInDoubt ? AbortAfterGrace : AbortAfterCancellation;
        try
        {
            using CancellationTokenSource deadline = new(patience, _settings.Time);
            await _settings.Retry.ExecuteAsync(
                static async (sink, token) =>
                {
                    await sink.AbortAsync(token).ConfigureAwait(false);
                    return true;
                },
                _sink,
                deadline.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _settings.Logger.AbortFailed(failure, _settings.Translator.Backend, _settings.Path);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _sink.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _settings.Logger.SinkClosingFailed(failure, _settings.Translator.Backend, _settings.Path);
        }
    }

    private static IResumableSink Resumable(IPartSink sink) => sink as IResumableSink
        ?? throw new InvalidOperationException($"The backend says {nameof(StorageCapabilities.ResumableWrite)} and its {sink.GetType().Name} is no {nameof(IResumableSink)}.");

    private static async ValueTask<IPartSink> TryOpenAsync(IWriteTarget target, WriteSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await OperationDeadline.RunAsync(
                static (call, token) => call.target.OpenSinkAsync(call.settings.Request, token),
                (target, settings), settings.Deadlines.Operation, settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (settings.Translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }
}
