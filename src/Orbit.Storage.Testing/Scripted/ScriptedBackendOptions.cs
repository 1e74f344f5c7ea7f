namespace Orbit.Storage.Testing.Scripted;

/// <summary>What a <see cref="ScriptedBackend"/> claims to be.</summary>
public sealed class ScriptedBackendOptions : StorageBackendOptions
{
    /// <summary>What it can do, and its limits; it holds the engine to them. Default: a flat-key store that knows conditions, headers and metadata, in parts of any size.</summary>
    public StorageCapabilities Capabilities { get; set; } = new()
    {
        PathRules = StoragePathRules.FlatKeys,
        CaseSensitive = true,
        OrderedListing = true,
        RecursiveListing = true,
        AtomicReplace = true,
        ConditionalCreate = true,
        ConditionalUpdate = true,
        WriteIfNoneMatch = true,
        ConditionalRead = true,
        ETag = true,
        ContentHeaders = true,
        Metadata = true,
        CopyIfAbsent = true,
        RenameIfAbsent = true,
        ResumableWrite = true,
        MaxParts = 10_000,
        BulkDeleteLimit = 1000,
    };

    /// <summary>How many connections it has; a part, a page, an operation and an open body each hold one. Default: null, any number.</summary>
    public int? MaxConnections { get; set; }

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        foreach (string problem in base.Validate())
        {
            yield return problem;
        }

        if (Capabilities is null || Capabilities.RealDirectories)
        {
            yield return "Capabilities must be those of a flat-key store; a scripted backend has no directories.";
        }

        if (MaxConnections is < 1)
        {
            yield return $"MaxConnections is {MaxConnections}; it must be at least 1, or null for any number.";
        }
    }
}
