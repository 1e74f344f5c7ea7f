using System.Collections.Concurrent;

namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// Directories that were there a moment ago, under their own names, so that the many files of a tree do not ask for the same one again and again: two round trips of thirteen for each.
/// Whoever counts on one looks again where its file cannot be made there.
/// </summary>
internal sealed class SeenDirectories(TimeProvider time)
{
    private const int Most = 1024;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> _seen = new(StringComparer.Ordinal);

    public bool Knows(string name) => _seen.TryGetValue(name, out long at) && time.GetElapsedTime(at) < Moment;

    public void Note(string name)
    {
        if (_seen.Count >= Most)
        {
            _seen.Clear();
        }

        _seen[name] = time.GetTimestamp();
    }

    /// <summary>Forgets them all: one was not there.</summary>
    public void Forget() => _seen.Clear();
}
