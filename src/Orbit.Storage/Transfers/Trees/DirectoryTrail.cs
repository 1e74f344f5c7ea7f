namespace Orbit.Storage.Transfers.Trees;

/// <summary>The directories from the root to where a walk is: memory is depth. Each is left after all that is in it.</summary>
internal sealed class DirectoryTrail(Func<DirectoryFrame, ValueTask> leave)
{
    private readonly Stack<DirectoryFrame> _frames = new();

    /// <summary>Leaves the directories that an entry does not lie in.</summary>
    public async ValueTask MoveToAsync(string key)
    {
        while (_frames.TryPeek(out DirectoryFrame? frame) && !TreeOrder.IsBelow(key, frame.Item.Key))
        {
            await LeaveAsync().ConfigureAwait(false);
        }
    }

    public void Enter(TreeItem directory, TreeItem? atTarget) => _frames.Push(new DirectoryFrame(directory, atTarget));

    /// <summary>Something is written directly in the directory where the walk is.</summary>
    public void Write()
    {
        if (_frames.TryPeek(out DirectoryFrame? frame))
        {
            frame.HasContent = true;
            frame.IsTouched = true;
        }
    }

    /// <summary>Something is removed directly from the directory where the walk is.</summary>
    public void Touch()
    {
        if (_frames.TryPeek(out DirectoryFrame? frame))
        {
            frame.IsTouched = true;
        }
    }

    public async ValueTask EndAsync()
    {
        while (_frames.Count > 0)
        {
            await LeaveAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask LeaveAsync()
    {
        DirectoryFrame frame = _frames.Pop();
        await leave(frame).ConfigureAwait(false);
        if (frame.AtTarget is null && frame.HasContent)
        {
            // It comes to be in the one above.
            Write();
        }
    }
}
