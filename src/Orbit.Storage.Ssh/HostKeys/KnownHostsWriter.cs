using System.Text;

namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>Adds hosts to a file of known hosts, one process at a time: whoever comes second sees what the first has written, and decides by that.</summary>
internal static class KnownHostsWriter
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

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
                Directory.CreateDirectory(directory, OwnerOnly);
            }
        }

        using FileStream stream = KnownHostsStream.OpenToAdd(file);
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

    private static bool EndsLine(FileStream stream)
    {
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }
}
