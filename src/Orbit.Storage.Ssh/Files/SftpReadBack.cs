using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Reads what a hidden sibling has, over one connection at a time. It is opened when it is first asked, and again where the connection broke.</summary>
internal sealed class SftpReadBack(SshStore store, string name) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1);
    private readonly List<SftpReadLane> _lanes = [];

    public async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        try
        {
            SftpReadLane lane = await LaneAsync(cancellationToken).ConfigureAwait(false);
            return lane.Begin(null, span);
        }
        catch (ObjectDisposedException closed)
        {
            throw SftpErrors.Lost(closed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_lanes.Select(lane => lane.DisposeAsync().AsTask())).ConfigureAwait(false);
        _opening.Dispose();
    }

    private async ValueTask<SftpReadLane> LaneAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_lanes.Count > 0 && !_lanes[^1].IsBroken)
            {
                return _lanes[^1];
            }

            // Nobody else writes there: handles that are opened later show the same.
            SftpReadLane lane = new(store, await store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false), name) { MayGrow = true };
            _lanes.Add(lane);
            try
            {
                await lane.OpenAsync(1).WaitAsync(cancellationToken).ConfigureAwait(false);
                return lane;
            }
            catch (Exception)
            {
                // The next one is not to find it: what has no handle cannot say that it is broken.
                _lanes.Remove(lane);
                await lane.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        finally
        {
            _opening.Release();
        }
    }
}
