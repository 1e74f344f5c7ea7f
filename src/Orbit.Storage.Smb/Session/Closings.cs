namespace Orbit.Storage.Smb.Session;

/// <summary>Files that are being closed without somebody waiting for it. Most are closed before anybody asks.</summary>
internal sealed class Closings
{
    private readonly object _gate = new();
    private readonly HashSet<Task> _tasks = [];

    /// <param name="closing">Never fails.</param>
    public void Add(Task closing)
    {
        if (closing.IsCompleted)
        {
            return;
        }

        lock (_gate)
        {
            _tasks.Add(closing);
        }

        _ = closing.ContinueWith(
            static (done, state) => ((Closings)state!).Remove(done),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Waits for those that there are now.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        Task[] open;
        lock (_gate)
        {
            if (_tasks.Count == 0)
            {
                return Task.CompletedTask;
            }

            open = [.. _tasks];
        }

        return Task.WhenAll(open).WaitAsync(cancellationToken);
    }

    private void Remove(Task closing)
    {
        lock (_gate)
        {
            _tasks.Remove(closing);
        }
    }
}
