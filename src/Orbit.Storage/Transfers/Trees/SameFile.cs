namespace Orbit.Storage.Transfers.Trees;

/// <summary>Tells by what listings say whether a file is the same at both ends.</summary>
internal sealed class SameFile(SyncComparison comparison, StorageCapabilities source, StorageCapabilities target, bool timesAreSet)
{
    private readonly TimeSpan _precision = source.TimePrecision > target.TimePrecision ? source.TimePrecision : target.TimePrecision;

    /// <summary>Refuses a comparison that an end cannot take part in.</summary>
    public static void Refuse(SyncComparison comparison, TreePair pair)
    {
        IStorageBackend? lacking = comparison != SyncComparison.ETag ? null
            : !pair.Source.Capabilities.ETag ? pair.Source
            : !pair.Target.Capabilities.ETag ? pair.Target
            : null;
        if (lacking is not null)
        {
            throw FailureTranslator.Refuse(lacking, StorageOperation.List, pair.SourceRoot, StorageFault.Unsupported(
                $"this backend cannot be compared by {nameof(SyncComparison.ETag)} (its capability {nameof(StorageCapabilities.ETag)} is false); compare by something else."));
        }
    }

    /// <summary>Compares.</summary>
    /// <returns>How they differ; null where they do not, or only their content can tell (<see cref="NeedsContent"/>).</returns>
    public string? FindDifference(StorageEntry mine, StorageEntry other)
    {
        if (mine.Size != other.Size)
        {
            return $"the source has {mine.Size} bytes, the target {other.Size}";
        }

        return comparison switch
        {
            SyncComparison.SizeAndTime when !IsSameTime(mine, other) => $"the source is of {mine.LastModified:O}, the target of {other.LastModified:O}",
            SyncComparison.ETag when mine.ETag is null || mine.ETag != other.ETag => $"the source has the tag {mine.ETag}, the target {other.ETag}",
            _ => null,
        };
    }

    /// <summary>Whether files that listings say are alike must still be compared by their content. Empty ones are alike.</summary>
    public bool NeedsContent(StorageEntry mine) => comparison == SyncComparison.Checksum && mine.Size != 0;

    private bool IsSameTime(StorageEntry mine, StorageEntry other)
    {
        if (mine.LastModified is not { } source || other.LastModified is not { } target)
        {
            return false;
        }

        return timesAreSet ? (source - target).Duration() < _precision : target >= source;
    }
}
