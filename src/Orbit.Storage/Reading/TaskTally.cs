namespace Orbit.Storage.Reading;

/// <summary>Counts tasks under way, so that an end can wait for the last of them without keeping a list.</summary>
internal sealed class TaskTally
{
    private readonly TaskCompletionSource _none = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count = 1; // the one who will wait

    public void Add() => Interlocked.Increment(ref _count);

    public void Remove()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            _none.TrySetResult();
        }
    }

    /// <summary>Completes when none is under way. Called once, when none is begun any more but by one under way.</summary>
    public Task WhenNoneAsync()
    {
        Remove();
        return _none.Task;
    }
}
