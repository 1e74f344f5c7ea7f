using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage.Local;

/// <summary>Reads the settings that only local directories have.</summary>
internal static class LocalSettings
{
    /// <summary>From configuration.</summary>
    public static void Read(StorageSettings settings, LocalBackendOptions options)
    {
        options.Root = settings.GetText(nameof(options.Root)) ?? options.Root;
        ReadBesideRoot(settings, options);
    }

    /// <summary>From a URI, which names the root itself.</summary>
    public static void ReadBesideRoot(StorageSettings settings, LocalBackendOptions options)
    {
        options.CreateRoot = settings.GetBoolean(nameof(options.CreateRoot)) ?? options.CreateRoot;
        options.SymbolicLinks = settings.GetChoice<SymbolicLinkPolicy>(nameof(options.SymbolicLinks)) ?? options.SymbolicLinks;
        options.FilePermissions = settings.GetPermissions(nameof(options.FilePermissions)) ?? options.FilePermissions;
        options.DirectoryPermissions = settings.GetPermissions(nameof(options.DirectoryPermissions)) ?? options.DirectoryPermissions;
    }
}
