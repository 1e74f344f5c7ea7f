namespace Orbit.Storage.Conformance.Tests.Local;

/// <summary>On another mount than the system's temporary files, where there is one that everybody may write to.</summary>
public sealed class OtherMountHarness : LocalHarness
{
    private const string SharedMemory = "/dev/shm";

    public OtherMountHarness()
        : base(Directory.Exists(SharedMemory) ? SharedMemory : Path.GetTempPath())
    {
    }
}
