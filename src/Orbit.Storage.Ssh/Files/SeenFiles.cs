namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// Small files that listings have shown a moment ago, so that whoever reads a tree does not look at each again before it is opened: two requests of nine. Nothing is taken for granted of them:
/// a file is looked at when its last byte has come, and read anew unless it still is what the listing showed.
/// </summary>
internal sealed class SeenFiles(TimeProvider time)
{
    private const int Most = 4096;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly Dictionary<string, (FileVersion Version, long At)> _seen = new(StringComparer.Ordinal);

    /// <summary>Notes a file that a listing shows.</summary>
    public void Note(FileVersion version)
    {
        lock (_gate)
        {
            if (_seen.Count >= Most)
            {
                _seen.Clear();
            }

            _seen[version.Name] = (version, time.GetTimestamp());
        }
    }

    /// <summary>Gives what a listing showed under a name; once, since whoever reads a file twice wants to know what became of it.</summary>
    public FileVersion? TryTake(string name)
    {
        lock (_gate)
        {
            return _seen.Remove(name, out (FileVersion Version, long At) seen) && time.GetElapsedTime(seen.At) < Moment ? seen.Version : null;
        }
    }
}
