namespace Orbit.Storage.S3.Writing;

/// <summary>
/// How many small parts become the few thousand that a store takes: the first two fifths as they are, so that most uploads have nothing to join, the rest in groups
/// that are joined on the server into one part each (docs/decisions/0083).
/// </summary>
internal readonly struct ComposeShape
{
    private const long PreferredPartSize = 16L << 20;

    public ComposeShape(S3Store store)
    {
        Direct = Math.Max(1, store.Profile.MaxParts * 2 / 5);
        GroupSize = store.Options.ComposeGroupSize;
        Parts = (int)Math.Min(int.MaxValue, Direct + ((long)(store.Profile.MaxParts - Direct) * GroupSize));
    }

    /// <summary>How many parts are sent as they are.</summary>
    public int Direct { get; }

    /// <summary>How many small parts become one.</summary>
    public int GroupSize { get; }

    /// <summary>How many small parts there may be in all.</summary>
    public int Parts { get; }

    /// <summary>Whether a write is composed.</summary>
    public static bool Fits(S3Store store, WriteOptions options)
    {
        bool isConditional = !options.Overwrite || options.IfMatch is not null;
        bool canCompose = store.Options.LargeUploads == S3LargeUploads.Compose && options.Resume is null && !store.Profile.EqualParts && (!isConditional || store.Profile.ConditionalComplete);
        return canCompose && (options.ExpectedLength is not { } length || length / store.Profile.MaxParts >= store.LargestPartInMemory);
    }

    /// <summary>The largest small part: what was asked for, as far as memory and the store's largest part allow.</summary>
    public long LargestPart(S3Store store, WriteOptions options)
    {
        long asked = Math.Max(PreferredPartSize, options.Transfer?.PartSize ?? store.Options.PartSize ?? 0);
        return Math.Max(store.Profile.MinPartSize, Math.Min(Math.Min(asked, store.Profile.MaxPartSize / GroupSize), store.LargestPartInMemory));
    }
}
