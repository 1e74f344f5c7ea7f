namespace Orbit.Storage;

/// <summary>What a path names.</summary>
public enum StorageEntryKind
{
    /// <summary>An object with content.</summary>
    File = 0,

    /// <summary>A directory, real or, on flat-key stores, a common prefix.</summary>
    Directory,

    /// <summary>A symbolic link that was not followed.</summary>
    SymbolicLink,

    /// <summary>Something else that the store holds (device, socket, pipe). It cannot be read or written.</summary>
    Other,
}
