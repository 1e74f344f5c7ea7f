namespace Orbit.Storage;

/// <summary>What of an object is read, and under which conditions. Every option is honoured, or refused with <see cref="StorageErrorKind.Unsupported"/> before any I/O.</summary>
public sealed class ReadOptions
{
    private TransferOptions? _transfer;

    internal static ReadOptions Default { get; } = new();

    /// <summary>The bytes wanted. An end past the object's end is clamped; a start at or past it fails with <see cref="StorageErrorKind.RangeNotSatisfiable"/>. Default: the whole object.</summary>
    public ByteRange Range { get; init; }

    /// <summary>Read only the object that has this entity tag, else fail with <see cref="StorageErrorKind.PreconditionFailed"/>. Default: null.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Read unless the object has this entity tag, else fail with <see cref="StorageErrorKind.NotModified"/>. Default: null.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>Read only if changed after this moment, else fail with <see cref="StorageErrorKind.NotModified"/>. Default: null.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>Read only if not changed after this moment, else fail with <see cref="StorageErrorKind.PreconditionFailed"/>. Default: null.</summary>
    public DateTimeOffset? IfUnmodifiedSince { get; init; }

    /// <summary>Which version to read, on stores that keep several. Default: null, the current one.</summary>
    public string? VersionId { get; init; }

    /// <summary>How the bytes are moved. Default: the backend's.</summary>
    public TransferOptions? Transfer
    {
        get => _transfer;
        init => _transfer = value;
    }

    /// <summary>Hears of bytes that have arrived, at most ten times a second and once at the end. Default: null.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }

    internal bool IsConditional => IfMatch is not null || IfNoneMatch is not null || IfModifiedSince is not null || IfUnmodifiedSince is not null;

    /// <summary>The same with ranges of the size that will be asked for.</summary>
    internal ReadOptions ForRanges(long size)
    {
        ReadOptions copy = (ReadOptions)MemberwiseClone();
        copy._transfer = new TransferOptions
        {
            PartSize = size,
            Concurrency = Transfer?.Concurrency,
            WindowSize = Transfer?.WindowSize,
            SpoolDirectory = Transfer?.SpoolDirectory,
        };
        return copy;
    }

    internal ReadOptions Validated()
    {
        Transfer?.Validate("options");
        return this;
    }
}
