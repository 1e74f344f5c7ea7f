namespace Orbit.Storage.Tests.Local;

/// <summary>Which of the ways to a directory a fixture takes.</summary>
public enum VolumeKind
{
    /// <summary>Linux, with openat2(2).</summary>
    Linux,

    /// <summary>Linux as it is where a sandbox refuses openat2(2): segment by segment.</summary>
    LinuxBySegments,

    /// <summary>What .NET has on every platform; what Windows and macOS use.</summary>
    Portable,
}
