using Orbit.Storage.Local.Linux;
using Orbit.Storage.Local.Portable;

namespace Orbit.Storage.Local;

/// <summary>Opens the directory of a backend's options, and says clearly why it cannot.</summary>
internal static class LocalRoot
{
    public static ILocalVolume Open(LocalBackendOptions options, IStorageBackend owner, Func<LocalBackendOptions, IStorageBackend, ILocalVolume> open)
    {
        string path = options.Root;
        try
        {
            path = Path.GetFullPath(options.Root);
            if (options.CreateRoot && !Directory.Exists(path))
            {
                Create(path, options.DirectoryPermissions);
            }

            return open(options, owner);
        }
        catch (Exception failure) when (LocalErrors.ClassifyRoot(failure, path) is { } fault)
        {
            throw new StorageException(fault, failure) { Backend = owner.Name };
        }
    }

    /// <summary>Opens the best volume that this system has.</summary>
    public static ILocalVolume OpenVolume(LocalBackendOptions options, IStorageBackend owner) =>
        RootDirectory.IsWithinReach() ? LinuxVolume.Open(options.Root, options, owner) : PortableVolume.Open(options.Root, options, owner);

    private static void Create(string path, UnixFileMode? permissions)
    {
        Directory.CreateDirectory(path);
        if (permissions is { } mode && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
