namespace Orbit.Storage.Local.Portable;

/// <summary>The directory that an entry is to lie in, and the one above it that exists.</summary>
internal sealed class PortableParents(string existing, string wanted, UnixFileMode? mode)
{
    private readonly Stack<string> _made = new();

    public string Existing => existing;

    /// <summary>Refuses a missing parent that may not be made.</summary>
    public void Require(bool mayMake) => (existing == wanted || mayMake ? Errno.None : Errno.ENOENT).ThrowIfFailed("open");

    public void Make()
    {
        foreach (string directory in Missing())
        {
            Directory.CreateDirectory(directory);
            if (mode is { } exact && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(directory, exact);
            }

            _made.Push(directory);
        }
    }

    /// <summary>Removes what <see cref="Make"/> made, as far as it is empty.</summary>
    public void RemoveMade()
    {
        try
        {
            while (_made.TryPop(out string? directory))
            {
                Directory.Delete(directory);
            }
        }
        catch (IOException)
        {
            // Somebody else put something in there, so that it stays.
        }
    }

    private Stack<string> Missing()
    {
        Stack<string> missing = new();
        for (string directory = wanted; directory.Length > existing.Length && !Directory.Exists(directory); directory = Path.GetDirectoryName(directory)!)
        {
            missing.Push(directory);
        }

        return missing;
    }
}
