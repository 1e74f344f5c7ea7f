namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>Opens a file of known hosts. On Linux, too, .NET refuses to read what is open exclusively, so that readers as well as writers wait for a writer. Blocks.</summary>
internal static class KnownHostsStream
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int Tries = 250;
    private const int MillisecondsBetween = 20;

    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static FileStream OpenToRead(string file) =>
        Open(file, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete });

    /// <summary>Opens it so that nobody else has it open, and makes it where it is missing, for its owner alone.</summary>
    public static FileStream OpenToAdd(string file)
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return Open(file, options);
    }

    private static FileStream Open(string file, FileStreamOptions options)
    {
        using ManualResetEventSlim never = new();
        for (int left = Tries; ; left--)
        {
            try
            {
                return new FileStream(file, options);
            }
            catch (IOException held) when (left > 0 && held.GetType() == typeof(IOException))
            {
                never.Wait(MillisecondsBetween);
            }
        }
    }
}
