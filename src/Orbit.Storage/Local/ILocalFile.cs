using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local;

/// <summary>A file held open to be read: whatever becomes of its name, these are its bytes.</summary>
internal interface ILocalFile : IDisposable
{
    SafeFileHandle Handle { get; }

    /// <summary>What was true when it was opened.</summary>
    StorageEntry Entry { get; }

    /// <summary>The size and the time of the last change as they are now.</summary>
    (long Size, DateTimeOffset LastModified) Examine();
}
