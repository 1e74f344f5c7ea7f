namespace Orbit.Storage.Smb.Wire;

/// <summary>What was opened (MS-SMB2 section 2.2.14).</summary>
internal readonly struct CreateResponse
{
    private const ushort StructureSize = 89;

    public FileId File { get; private init; }

    public FileDescription Description { get; private init; }

    /// <summary>Whether it was not there before.</summary>
    public bool IsNew { get; private init; }

    /// <exception cref="SmbProtocolException">It is malformed.</exception>
    public static CreateResponse Read(ReadOnlySpan<byte> message)
    {
        const uint WasCreated = 2;
        MessageBody body = new(message, StructureSize);
        return new CreateResponse
        {
            File = body.FileId(64),
            IsNew = body.UInt32(4) == WasCreated,
            Description = new FileDescription
            {
                Created = body.UInt64(8),
                LastAccessed = body.UInt64(16),
                LastModified = body.UInt64(24),
                Changed = body.UInt64(32),
                Size = body.UInt64(48),
                Attributes = (FileAttributeBits)body.UInt32(56),
            },
        };
    }
}
