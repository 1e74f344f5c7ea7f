using System.Runtime.ExceptionServices;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3.Writing;

/// <summary>An upload whose later parts are joined on the server from small ones. Joining goes on beside the sending of further parts, within a bound.</summary>
internal sealed class ComposedUpload(S3Store store, UploadRequests requests, PartUpload upload) : IAsyncDisposable
{
    // What waits on the server to be joined, one that fills included; each is up to the size of 64 parts.
    private const int MaxOpenGroups = 8;

    private readonly ComposeShape _shape = new(store);
    private readonly object _gate = new();
    private readonly Dictionary<int, PartGroup> _groups = [];
    private readonly SortedList<int, PartReceipt> _receipts = [];
    private readonly List<Task> _joins = [];
    private readonly SemaphoreSlim _room = new(MaxOpenGroups, MaxOpenGroups);
    private readonly CancellationTokenSource _stop = new();
    private ExceptionDispatchInfo? _failure;

    public async Task WriteAsync(PartContent part, CancellationToken cancellationToken)
    {
        _failure?.Throw();
        if (part.Index < _shape.Direct)
        {
            Add(await upload.WriteAsync(part.Index, part, cancellationToken).ConfigureAwait(false));
            return;
        }

        (int number, int place) = Math.DivRem(part.Index - _shape.Direct, _shape.GroupSize);
        PartGroup group = await OpenAsync(number, cancellationToken).ConfigureAwait(false);
        if (await group.WriteAsync(place, part, cancellationToken).ConfigureAwait(false))
        {
            StartJoining(number, group);
        }
    }

    public async Task<PublishedObject> CompleteAsync(CancellationToken cancellationToken)
    {
        foreach ((int number, PartGroup group) in OpenGroups())
        {
            StartJoining(number, group);
        }

        await Task.WhenAll(_joins).WaitAsync(cancellationToken).ConfigureAwait(false);
        _failure?.Throw();
        return await upload.CompleteAsync(UploadedParts.Of(requests, [.. _receipts.Values]), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops joining and removes the temporary objects. Called when no part is on its way.</summary>
    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_joins).WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach ((int _, PartGroup group) in OpenGroups())
        {
            await group.RemoveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_joins).ConfigureAwait(false);
        foreach ((int _, PartGroup group) in OpenGroups())
        {
            group.Dispose();
        }

        _room.Dispose();
        _stop.Dispose();
    }

    private async ValueTask<PartGroup> OpenAsync(int number, CancellationToken cancellationToken)
    {
        if (Find(number) is { } open)
        {
            return open;
        }

        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_groups.TryGetValue(number, out PartGroup? other))
            {
                _room.Release();
                return other;
            }

            PartGroup group = new(requests, _shape.GroupSize);
            _groups.Add(number, group);
            return group;
        }
    }

    private void StartJoining(int number, PartGroup group)
    {
        if (!group.TryStartJoining())
        {
            return;
        }

        lock (_gate)
        {
            _joins.RemoveAll(static join => join.IsCompletedSuccessfully);
            _joins.Add(JoinAsync(number, group));
        }
    }

    private async Task JoinAsync(int number, PartGroup group)
    {
        await Task.Yield();
        try
        {
            Add(await group.JoinAsync(upload, requests, _shape.Direct + number, _stop.Token).ConfigureAwait(false));
            lock (_gate)
            {
                _groups.Remove(number);
            }

            group.Dispose();
            _room.Release();
        }
        catch (Exception failure)
        {
            // Nobody awaits a join before the end: the next part, or the completion, throws it. The group stays, for the abort.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
            _room.Release();
        }
    }

    private PartGroup? Find(int number)
    {
        lock (_gate)
        {
            return _groups.GetValueOrDefault(number);
        }
    }

    private KeyValuePair<int, PartGroup>[] OpenGroups()
    {
        lock (_gate)
        {
            return [.. _groups];
        }
    }

    private void Add(PartReceipt receipt)
    {
        lock (_gate)
        {
            _receipts[receipt.Index] = receipt;
        }
    }
}
