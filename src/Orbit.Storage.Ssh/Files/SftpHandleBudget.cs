namespace Orbit.Storage.Ssh.Files;

/// <summary>How many handles a backend may hold open on its server beyond the one that each file needs: servers have about a thousand for each connection.</summary>
internal sealed class SftpHandleBudget(int most)
{
    private int _taken;

    public bool HasRoom => Volatile.Read(ref _taken) < most;

    public void Take() => Interlocked.Increment(ref _taken);

    public void Return(int count) => Interlocked.Add(ref _taken, -count);
}
