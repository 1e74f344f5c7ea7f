namespace Orbit.Storage.Smb.Wire;

/// <summary>The file as it was when it was closed (MS-SMB2 section 2.2.16); zeros where nobody asked.</summary>
internal readonly struct CloseResponse
{
    private const ushort StructureSize = 60;

    public FileDescription Description { get; private init; }

    /// <exception cref="SmbProtocolException">It is malformed.</exception>
    public static CloseResponse Read(ReadOnlySpan<byte> message)
    {
        MessageBody body = new(message, StructureSize);
        return new CloseResponse
        {
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
