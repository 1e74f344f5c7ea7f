namespace Orbit.Storage;

/// <summary>How an object is written. Every option is honoured, or refused with <see cref="StorageErrorKind.Unsupported"/> before any I/O.</summary>
public sealed class WriteOptions
{
    private long? _expectedLength;
    private ResumeOptions? _resume;
    private bool _readBack;

    internal static WriteOptions Default { get; } = new();

    /// <summary>Whether an existing object is replaced. With false the write creates, atomically, or fails with <see cref="StorageErrorKind.AlreadyExists"/>. Default: true.</summary>
    public bool Overwrite { get; init; } = true;

    /// <summary>Whether missing parent directories are made. Without effect on flat-key stores. Default: true.</summary>
    public bool CreateParents { get; init; } = true;

    /// <summary>
    /// The content's length in bytes, where it is known. It lets the store preallocate and the parts be planned; content of another
    /// length fails with <see cref="StorageErrorKind.LengthMismatch"/> and leaves the target as it was. Default: null, unknown.
    /// </summary>
    public long? ExpectedLength
    {
        get => _expectedLength;
        init => _expectedLength = value;
    }

    /// <summary>The media type (RFC 9110 section 8.3). Default: null, the store's own.</summary>
    public string? ContentType { get; init; }

    /// <summary>Cache-Control (RFC 9111 section 5.2). Default: null.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Content-Disposition (RFC 6266). Default: null.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>Content-Encoding (RFC 9110 section 8.4). Default: null.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Content-Language (RFC 9110 section 8.5). Default: null.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>The users' own metadata. Default: null, none.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>POSIX permissions of the new object. Default: null, the store's own.</summary>
    public UnixFileMode? Permissions { get; init; }

    /// <summary>When the content is to count as last changed. Default: null, now.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Replace only the object that has this entity tag, else fail with <see cref="StorageErrorKind.PreconditionFailed"/>. Default: null.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Write unless the object has this entity tag, else fail with <see cref="StorageErrorKind.PreconditionFailed"/>. Default: null.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>Whether the content is on stable storage before the call returns (fsync of data, then rename, then fsync of the directory). Default: false.</summary>
    public bool Durable { get; init; }

    /// <summary>
    /// Whether what was written is read back from the store and compared with what the source gave (XXH3-128) before it shows: a difference fails with
    /// <see cref="StorageErrorKind.ChecksumMismatch"/> and leaves the target as it was. A server may read from its memory and not from its disk. Default: false.
    /// </summary>
    public bool ReadBack
    {
        get => _readBack;
        init => _readBack = value;
    }

    /// <summary>How the bytes are moved. Default: the backend's.</summary>
    public TransferOptions? Transfer { get; init; }

    /// <summary>What the content's checksum must be; content of another one fails with <see cref="StorageErrorKind.ChecksumMismatch"/> and leaves the target as it was. Default: null.</summary>
    public ContentChecksum? Checksum { get; init; }

    /// <summary>Hears of bytes that the store has taken, at most ten times a second and once at the end. Default: null.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }

    /// <summary>
    /// Keeps a journal, so that the write can go on in another process after it was interrupted; the parts that are stored then stay in the store until it does. Default: null, what a
    /// failed write has stored is removed.
    /// </summary>
    public ResumeOptions? Resume
    {
        get => _resume;
        init => _resume = value;
    }

    /// <summary>
    /// What only one kind of backend knows, as a storage class of S3. A backend that it is not for refuses it with <see cref="StorageErrorKind.Unsupported"/>. Default: null.
    /// </summary>
    public BackendWriteOptions? BackendOptions { get; init; }

    /// <summary>The same options, with a length where they had none.</summary>
    internal WriteOptions WithLength(long length)
    {
        WriteOptions copy = (WriteOptions)MemberwiseClone();
        copy._expectedLength ??= length;
        return copy;
    }

    /// <summary>The same options, with a fingerprint of the source where they name a journal and none.</summary>
    internal WriteOptions WithFingerprint(string fingerprint)
    {
        if (Resume is null or { SourceFingerprint: not null })
        {
            return this;
        }

        WriteOptions copy = (WriteOptions)MemberwiseClone();
        copy._resume = new ResumeOptions { JournalFile = Resume.JournalFile, SourceFingerprint = fingerprint };
        return copy;
    }

    /// <summary>The same options, with a comparison before publication.</summary>
    internal WriteOptions WithReadBack()
    {
        WriteOptions copy = (WriteOptions)MemberwiseClone();
        copy._readBack = true;
        return copy;
    }

    internal WriteOptions Validated()
    {
        StorageArgument.Require(ExpectedLength is null or >= 0, "options", nameof(ExpectedLength), ExpectedLength, "at least 0");
        Transfer?.Validate("options");
        Resume?.Validate("options");
        if (IfMatch is not null && (!Overwrite || IfNoneMatch is not null))
        {
            throw new ArgumentException("IfMatch replaces an existing object; it cannot be joined with Overwrite = false or IfNoneMatch.", "options");
        }

        ContentHeaders.Validate(ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage);
        return this;
    }
}
