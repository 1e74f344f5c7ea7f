using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Transport;
using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh;

/// <summary>Writes parts into a hidden sibling, and renames it. A later sink goes on with that of an earlier one.</summary>
internal sealed class SftpPartSink : IResumableSink, IReadBackSink
{
    // Content of a few packets is written without a thread of its own.
    private const int Small = 64 * 1024;

    // From here on several connections are worth the round trips that they cost, where the way is long.
    private const long Large = 16L << 20;
    private const int WorthWhile = 3;

    private static readonly TimeSpan AbortPatience = TimeSpan.FromSeconds(2);

    private readonly SshStore _store;
    private readonly WriteRequest _request;
    private SftpTemporary _temporary;
    private SftpLease _lease;
    private PipelinedUpload? _upload;
    private SftpWriteLanes? _lanes;
    private SftpReadBack? _readBack;
    private bool _hasTried;
    private bool _isFilled;

    private SftpPartSink(SshStore store, WriteRequest request, SftpLease lease, SftpTemporary temporary)
    {
        _store = store;
        _request = request;
        _lease = lease;
        _temporary = temporary;
    }

    /// <summary>Looks at the target and makes its parents, so that what is refused is refused before the content is read.</summary>
    public static async Task<SftpPartSink> OpenAsync(SshStore store, WriteRequest request, CancellationToken cancellationToken)
    {
        if (request.Options.Durable)
        {
            await ServerSync.RequireAsync(store, cancellationToken).ConfigureAwait(false);
        }

        SftpLease lease = await store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Task<SftpTemporary> PlanAsync() => store.RunAsync(lease, view => SftpTemporary.Plan(view, store, request.Path, request.Options, mayAssume: true), cancellationToken);
            SftpTemporary temporary = store.Root.TryNameOf(request.Path.Parent) is { } directory
                ? await store.Turns.RunAsync(directory, PlanAsync, cancellationToken).ConfigureAwait(false)
                : await PlanAsync().ConfigureAwait(false);
            return new SftpPartSink(store, request, lease, temporary);
        }
        catch
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!_isFilled && content.Length > Small)
        {
            await StartOverAsync(cancellationToken).ConfigureAwait(false);
            await InDirectoryAsync(StartUploadAsync, cancellationToken).ConfigureAwait(false);
            await ExplainedAsync(_upload!.SendAsync(content, cancellationToken)).ConfigureAwait(false);
        }
        else if (!_isFilled)
        {
            await StartOverAsync(cancellationToken).ConfigureAwait(false);
            await InDirectoryAsync(token => ExplainedAsync(WriteSmallAsync(content, token)), cancellationToken).ConfigureAwait(false);
        }

        return await CompleteAsync([], content.Length, cancellationToken).ConfigureAwait(false);
    }

    public string ResumeToken => SftpPath.LastOf(_temporary.Name);

    // One connection carries no more than the server's window in each round trip (docs/decisions/0106).
    private bool NeedsSeveral => _store.Sessions.RoundTrip.IsLong && (_request.Length ?? Large) >= Large && _store.Options.MaxConnections >= WorthWhile;

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await StartOverAsync(cancellationToken).ConfigureAwait(false);
        await InDirectoryAsync(BeginFileAsync, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<PartReceipt>?> ResumeAsync(string token, CancellationToken cancellationToken)
    {
        if (!TemporaryName.IsMatch(token) || !await _store.RunAsync(view => _temporary.TryAdopt(view, token), cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        _hasTried = true;
        _lanes = NewLanes();
        return [];
    }

    public Task DiscardAsync(string token, CancellationToken cancellationToken) =>
        TemporaryName.IsMatch(token) ? _store.RunAsync(view => _temporary.Discard(view, token), cancellationToken) : Task.CompletedTask;

    public async Task<IRangeBody> ReadBackAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        if (_upload is { IsRunning: true })
        {
            // Read to its end, after the last part: a write that goes on has no upload.
            await ExplainedAsync(_upload.CompleteAsync(span.End, cancellationToken)).ConfigureAwait(false);
        }

        SftpReadBack readBack = _readBack ?? new SftpReadBack(_store, _temporary.Name);
        readBack = Interlocked.CompareExchange(ref _readBack, readBack, null) ?? readBack;
        return await readBack.OpenAsync(span, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        await ExplainedAsync(_upload is { IsRunning: true } ? _upload.SendAsync(part, cancellationToken) : _lanes!.WriteAsync(part, cancellationToken)).ConfigureAwait(false);
        return null;
    }

    public async Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken)
    {
        if (_upload is { IsRunning: true })
        {
            await ExplainedAsync(_upload.CompleteAsync(length, cancellationToken)).ConfigureAwait(false);
        }

        await ExplainedAsync(_lanes?.CloseAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        _isFilled = true;
        await CloseLanesAsync().ConfigureAwait(false);
        return await ServerSync.PublishAsync(_store, _temporary, length, _request.Options.Durable, cancellationToken).ConfigureAwait(false);
    }

    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        await (_upload?.AbortAsync(AbortPatience) ?? Task.CompletedTask).ConfigureAwait(false);
        await CloseLanesAsync().ConfigureAwait(false);
        await _store.RunAsync(view => _temporary.Remove(view, _upload is { HasLeftHandle: true }), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        // Nothing has ended it where a later write is to go on.
        await (_upload is { IsRunning: true } running ? running.AbortAsync(AbortPatience) : Task.CompletedTask).ConfigureAwait(false);
        await CloseLanesAsync().ConfigureAwait(false);
        _temporary.Forget();
        _upload?.Dispose();
        await _lease.DisposeAsync().ConfigureAwait(false);
    }

    // Makes the file. A directory that was there for another one a moment ago may be gone by now.
    private async Task InDirectoryAsync(Func<CancellationToken, Task> make, CancellationToken cancellationToken)
    {
        try
        {
            await make(cancellationToken).ConfigureAwait(false);
        }
        catch (SftpPathNotFoundException) when (_temporary.IsDirectoryAssumed)
        {
            _store.Directories.Forget();
            _temporary.Forget();
            _temporary = await _store.RunAsync(view => SftpTemporary.Plan(view, _store, _request.Path, _request.Options), cancellationToken).ConfigureAwait(false);
            await make(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task BeginFileAsync(CancellationToken cancellationToken)
    {
        await CloseLanesAsync().ConfigureAwait(false);
        _lanes = NewLanes();
        if (!NeedsSeveral)
        {
            await StartUploadAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        _lanes.Grow();
        await StartUploadAsync(cancellationToken).ConfigureAwait(false);
        await _upload!.CompleteAsync(0, cancellationToken).ConfigureAwait(false);
    }

    private async Task StartUploadAsync(CancellationToken cancellationToken)
    {
        _upload?.Dispose();
        _upload = new PipelinedUpload(_lease, _temporary.Name, _store.Time);
        await ExplainedAsync(_upload.StartAsync(cancellationToken)).ConfigureAwait(false);
    }

    private async ValueTask StartOverAsync(CancellationToken cancellationToken)
    {
        if (_hasTried)
        {
            _temporary.StartOver();
        }

        _hasTried = true;
        if (!_lease.IsConnected)
        {
            SftpLease lost = _lease;
            _lease = await _store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false);
            await lost.DisposeAsync().ConfigureAwait(false);
        }
    }

    private SftpWriteLanes NewLanes() => new(_store, _temporary.Name, NeedsSeveral ? _store.Options.MaxConnections : 1);

    private async ValueTask CloseLanesAsync()
    {
        if (_readBack is { } readBack)
        {
            _readBack = null;
            await readBack.DisposeAsync().ConfigureAwait(false);
        }

        if (_lanes is { } lanes)
        {
            _lanes = null;
            await lanes.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task WriteSmallAsync(PartContent content, CancellationToken cancellationToken)
    {
        Stream source = content.OpenStream();
        await using (source.ConfigureAwait(false))
        {
            SftpLease lease = _lease;
            string name = _temporary.Name;
            await _store.RunAsync(lease, _ => SftpWriteHandle.Make(lease, name, source), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ExplainedAsync(Task writing)
    {
        try
        {
            await writing.ConfigureAwait(false);
        }
        catch (SftpException failure) when (SftpErrors.IsUnexplained(failure))
        {
            throw await _store.RunAsync(view => SftpErrors.ExplainWrite(view.Client, _temporary.Directory, failure), CancellationToken.None).ConfigureAwait(false);
        }
        catch (ObjectDisposedException closed)
        {
            throw SftpErrors.Lost(closed);
        }
    }
}
