using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>What tells a file from a later one of its name, as far as the protocol can (docs/decisions/0107).</summary>
/// <param name="Name">Its full name on the server.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Written">When it was last written.</param>
internal readonly record struct FileVersion(string Name, long Length, DateTime Written)
{
    public static FileVersion Of(ISftpFile file) => new(file.FullName, file.Length, file.LastWriteTimeUtc);
}
