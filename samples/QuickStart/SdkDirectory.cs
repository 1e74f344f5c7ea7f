using System.Runtime.InteropServices;

namespace QuickStart;

/// <summary>Finds a directory that everyone who runs this has: the SDK's, thousands of files and hundreds of MB.</summary>
internal static class SdkDirectory
{
    public static string? Find()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/ is where this program's runtime lies.
        for (DirectoryInfo? directory = new(RuntimeEnvironment.GetRuntimeDirectory()); directory is not null; directory = directory.Parent)
        {
            string sdk = Path.Combine(directory.FullName, "sdk");
            if (Directory.Exists(sdk) && Directory.Exists(Path.Combine(directory.FullName, "shared")))
            {
                return sdk;
            }
        }

        return null;
    }
}
