using Orbit.Storage.Local.Linux;

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

            return LinuxVolume.Open(path, options, owner);
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
