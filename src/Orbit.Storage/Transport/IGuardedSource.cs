using Orbit.Storage.Reading;

namespace Orbit.Storage.Transport;

/// <summary>A source that a backend handed out, also behind decorators: it knows the settings it was opened with, and how its backend words a failure.</summary>
internal interface IGuardedSource
{
    /// <summary>Reads with the settings that the source was opened with; null where a decorator wraps a source of another kind.</summary>
    ParallelRangeDownloader? Downloader { get; }

    /// <summary>Words a fault that the core found, as the backend words its own.</summary>
    StorageException Refuse(StorageFault fault);

    /// <summary>The same for any source; one that no backend guards has no names to add.</summary>
    static StorageException Refuse(IRangeSource source, StorageFault fault) => (source as IGuardedSource)?.Refuse(fault) ?? new StorageException(fault, null);
}
