using System.Runtime.InteropServices;

namespace Orbit.Storage.Local.Linux;

/// <summary>Calls that older C libraries lack, by number (asm/unistd.h).</summary>
internal static class SystemCallNumbers
{
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static readonly nint GetDirectoryEntries = IsArm ? 61 : 217;
    public static readonly nint RenameAt2 = IsArm ? 276 : 316;
    public static readonly nint CopyFileRange = IsArm ? 285 : 326;
    public static readonly nint Statx = IsArm ? 291 : 332;
    public static readonly nint OpenAt2 = 437;

    /// <summary>Whether the numbers above hold for this process.</summary>
    public static bool AreKnown => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;
}
