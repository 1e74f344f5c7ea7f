namespace Orbit.Storage;

/// <summary>How bytes are moved: the size of one request and how many at once. Null members take the backend's own.</summary>
/// <remarks>A transfer holds at most part size × concurrency bytes in buffers, taken from <see cref="Resilience.TransferMemory"/>.</remarks>
public sealed class TransferOptions
{
    /// <summary>The size in bytes of one part of a write or one range of a read; at least 1. It grows where the store's part limit asks for it. Default: the backend's.</summary>
    public long? PartSize { get; init; }

    /// <summary>How many parts or ranges are under way at once; 1 to 1,024. Default: the backend's.</summary>
    public int? Concurrency { get; init; }

    /// <summary>How many bytes a read may hold ahead of its consumer; at least one part. Default: part size × concurrency × 2, within the memory budget.</summary>
    public long? WindowSize { get; init; }

    /// <summary>Where parts too large for the memory budget are spooled; it needs room for part size × concurrency. Default: the system's directory for temporary files.</summary>
    public string? SpoolDirectory { get; init; }

    internal void Validate(string paramName)
    {
        StorageArgument.Require(PartSize is null or >= 1, paramName, nameof(PartSize), PartSize, "at least 1 byte");
        StorageArgument.Require(Concurrency is null or (>= 1 and <= 1024), paramName, nameof(Concurrency), Concurrency, "1 to 1024");
        StorageArgument.Require(WindowSize is null or >= 1, paramName, nameof(WindowSize), WindowSize, "at least 1 byte");
    }
}
