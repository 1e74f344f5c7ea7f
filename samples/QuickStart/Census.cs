using Orbit.Storage;

namespace QuickStart;

/// <summary>What a listing showed.</summary>
internal sealed class Census
{
    public long Files { get; private set; }

    public long Directories { get; private set; }

    public long Links { get; private set; }

    public long Others { get; private set; }

    public long Bytes { get; private set; }

    public StorageEntry? Largest { get; private set; }

    public void Add(StorageEntry entry)
    {
        switch (entry.Kind)
        {
            case StorageEntryKind.File:
                Files++;
                Bytes += entry.Size ?? 0;
                Largest = Largest is null || entry.Size > Largest.Size ? entry : Largest;
                break;
            case StorageEntryKind.Directory:
                Directories++;
                break;
            case StorageEntryKind.SymbolicLink:
                Links++;
                break;
            default:
                Others++;
                break;
        }
    }

    public override string ToString() =>
        $"{Files:N0} files, {Directories:N0} directories, {Units.Bytes(Bytes)}"
        + (Links > 0 ? $", {Links:N0} symbolic links (not copied)" : "")
        + (Others > 0 ? $", {Others:N0} devices, sockets and pipes (not copied)" : "");
}
