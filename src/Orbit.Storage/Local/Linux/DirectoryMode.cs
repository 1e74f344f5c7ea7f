namespace Orbit.Storage.Local.Linux;

/// <summary>Permissions that the kernel lessens by the umask.</summary>
internal static class DirectoryMode
{
    public const UnixFileMode Default = (UnixFileMode)0x1ff; // rwxrwxrwx
}
