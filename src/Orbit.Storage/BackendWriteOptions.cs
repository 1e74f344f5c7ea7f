namespace Orbit.Storage;

/// <summary>The base of options of a write that only one kind of backend knows; its package derives from it.</summary>
/// <remarks>Where code must run on any backend, it leaves them out: a backend refuses what it does not know, rather than drop it.</remarks>
public abstract class BackendWriteOptions
{
    /// <summary>For backend packages.</summary>
    protected BackendWriteOptions()
    {
    }
}
