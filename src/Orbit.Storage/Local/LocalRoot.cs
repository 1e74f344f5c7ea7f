using Orbit.Storage.Local.Linux;
using Orbit.Storage.Local.Portable;

namespace Orbit.Storage.Local;

/// <summary>Opens the directory of a backend's options, and says clearly why it cannot.</summary>
internal static class LocalRoot
{
    public static ILocalVolume Open(LocalBackendOptions options, IStorageBackend owner, VolumeOpener open)
    {
        string path = options.Root;
        try
        {
            path = Path.GetFullPath(options.Root);
            if (options.CreateRoot && !Directory.Exists(path))
            {
                Create(path, options.DirectoryPermissions);
            }

            return open(path, options, owner);
        }
        catch (Exception failure) when (LocalErrors.ClassifyRoot(failure, path) is { } fault)
        {
            throw new StorageException(fault, failure) { Backend = owner.Name };
        }
    }

    /// <summary>Opens the best volume that this system has.</summary>
    public static ILocalVolume OpenVolume(string path, LocalBackendOptions options, IStorageBackend owner) =>
        RootDirectory.IsWithinReach() ? LinuxVolume.Open(path, options, owner) : PortableVolume.Open(path, options, owner);

    private static void Create(string path, UnixFileMode? permissions)
    {
        Directory.CreateDirectory(path);
        if (permissions is { } mode && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
