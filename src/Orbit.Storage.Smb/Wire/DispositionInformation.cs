namespace Orbit.Storage.Smb.Wire;

/// <summary>Marks a file to be deleted when it is closed (FileDispositionInformation, MS-FSCC section 2.4.11).</summary>
internal readonly struct DispositionInformation : IFileInformation
{
    public static byte Class => 13;

    public int Length => 1;

    public void Write(Span<byte> to) => to[0] = 1;
}
