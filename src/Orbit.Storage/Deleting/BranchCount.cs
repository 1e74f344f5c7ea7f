namespace Orbit.Storage.Deleting;

/// <summary>Counts the branches that one directory's deletion has forked, so that the directory goes after them. Constant memory for any number.</summary>
internal sealed class BranchCount
{
    private readonly TaskCompletionSource _allDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running = 1; // the directory's own flow, until it waits

    public void Begin() => Interlocked.Increment(ref _running);

    public void End()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            _allDone.SetResult();
        }
    }

    /// <summary>Waits for all; called once, when no more will begin.</summary>
    public Task WaitAsync()
    {
        End();
        return _allDone.Task;
    }
}
