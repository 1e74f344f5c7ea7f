using Orbit.Storage.Local.Linux;
using Orbit.Storage.Local.Portable;

namespace Orbit.Storage.Local;

/// <summary>Opens the directory of a backend's options, and says clearly why it cannot.</summary>
internal static class LocalRoot
{
    public static ILocalVolume Open(LocalBackendOptions options, IStorageBackend owner)
    {
        string path = options.Root;
        try
        {
            path = Path.GetFullPath(options.Root);
            if (options.CreateRoot)
            {
                Create(path, options.DirectoryPermissions);
            }

            return RootDirectory.IsWithinReach() ? LinuxVolume.Open(path, options, owner) : PortableVolume.Open(path, options, owner);
        }
        catch (Exception failure) when (LocalErrors.ClassifyRoot(failure, path) is { } fault)
        {
            throw new StorageException(fault, failure) { Backend = owner.Name };
        }
    }

    private static void Create(string path, UnixFileMode? permissions)
    {
        if (permissions is { } mode && !OperatingSystem.IsWindows() && !Directory.Exists(path))
        {
            Directory.CreateDirectory(path, mode);
        }
        else
        {
            Directory.CreateDirectory(path);
        }
    }
}
