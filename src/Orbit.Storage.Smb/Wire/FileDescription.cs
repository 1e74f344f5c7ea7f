namespace Orbit.Storage.Smb.Wire;

/// <summary>Times, size and attributes of a file. Times are as they travel: units of 100 ns since 1601 (MS-DTYP section 2.3.3), 0 where the server keeps none.</summary>
internal readonly record struct FileDescription
{
    public ulong Created { get; init; }

    public ulong LastAccessed { get; init; }

    public ulong LastModified { get; init; }

    /// <summary>When content or attributes last changed.</summary>
    public ulong Changed { get; init; }

    /// <summary>The length of the content in bytes.</summary>
    public ulong Size { get; init; }

    public FileAttributeBits Attributes { get; init; }

    /// <summary>What kind of reparse point it is, where the server says so; else 0.</summary>
    public uint ReparseTag { get; init; }

    public bool IsDirectory => Attributes.HasFlag(FileAttributeBits.Directory);
}
