using System.Text;

namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>Adds hosts to a file of known hosts, one process at a time: whoever comes second sees what the first has written, and decides by that.</summary>
internal static class KnownHostsWriter
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int Tries = 250;
    private const int MillisecondsBetween = 20;

    /// <summary>Adds a line, unless the file has come to know the host since it was read.</summary>
    /// <returns>How the key stands afterwards.</returns>
    public static HostKeyStanding Add(string file, HostName host, SshHostKey key)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } directory && !Directory.Exists(directory))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
            }
        }

        using FileStream stream = Open(file);
        HostKeyStanding standing = KnownHosts.Read(stream, host).Judge(key);
        if (standing != HostKeyStanding.Unknown)
        {
            return standing;
        }

        // One write at the end, so that whoever reads meanwhile sees all of the line or nothing, and other lines stay what they are.
        bool hasEnd = stream.Length == 0 || EndsLine(stream);
        stream.Seek(0, SeekOrigin.End);
        stream.Write(Encoding.UTF8.GetBytes($"{(hasEnd ? "" : "\n")}{host.Known} {key.Type} {Convert.ToBase64String(key.Blob)}\n"));
        stream.Flush(flushToDisk: true);
        return HostKeyStanding.Known;
    }

    // The lock is the file's own: exclusive for as long as it is open. Called on SSH.NET's own thread, which may wait.
    private static FileStream Open(string file)
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using ManualResetEventSlim never = new();
        for (int left = Tries; ; left--)
        {
            try
            {
                return new FileStream(file, options);
            }
            catch (IOException held) when (left > 0 && held is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                never.Wait(MillisecondsBetween);
            }
        }
    }

    private static bool EndsLine(FileStream stream)
    {
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }
}
