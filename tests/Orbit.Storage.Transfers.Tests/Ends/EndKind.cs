namespace Orbit.Storage.Transfers.Tests.Ends;

/// <summary>A kind of store.</summary>
[Flags]
internal enum EndKind
{
    None = 0,
    Local = 1,
    Memory = 2,
    S3 = 4,
    Sftp = 8,
    Smb = 16,
}
