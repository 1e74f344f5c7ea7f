namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// Directories that were there a moment ago, or were made then, under their own names, so that the many files of a tree do not ask for the same one again and again, nor each whether its
/// name is free in a directory that was empty: four round trips of thirteen for each. Whoever counts on one looks again where its file cannot be made, or named, there.
/// </summary>
internal sealed class SeenDirectories(TimeProvider time)
{
    private const int Most = 4096;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _made = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public bool Knows(string name)
    {
        lock (_gate)
        {
            return IsRecent(_seen, name);
        }
    }

    /// <summary>Notes a directory that is there.</summary>
    public void Note(string name)
    {
        lock (_gate)
        {
            Note(_seen, name);
        }
    }

    /// <summary>Notes a directory that was made just now, and has nothing in it.</summary>
    public void NoteMade(string name)
    {
        lock (_gate)
        {
            Note(_seen, name);
            Note(_made, name);
            _taken.Add(name);
        }
    }

    /// <summary>Notes that a file comes under a name.</summary>
    /// <returns>Whether there is nothing yet: its directory was made a moment ago, and nobody here has taken the name since.</returns>
    public bool TryTake(string directory, string name)
    {
        lock (_gate)
        {
            MakeRoom();
            return IsRecent(_made, directory) && _taken.Add(name);
        }
    }

    /// <summary>Forgets them all: one was not there, or names change in a way that is not followed here.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _seen.Clear();
            _made.Clear();
            _taken.Clear();
        }
    }

    private bool IsRecent(Dictionary<string, long> noted, string name) => noted.TryGetValue(name, out long at) && time.GetElapsedTime(at) < Moment;

    private void Note(Dictionary<string, long> noted, string name)
    {
        MakeRoom();
        noted[name] = time.GetTimestamp();
    }

    private void MakeRoom()
    {
        if (_seen.Count + _made.Count + _taken.Count >= Most)
        {
            Forget();
        }
    }
}
