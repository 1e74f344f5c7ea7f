using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Changes what is known of a file beside its content (MS-SMB2 section 2.2.39).</summary>
/// <typeparam name="TInformation">What is changed.</typeparam>
internal readonly struct SetInfoRequest<TInformation> : IFileRequestBody<SetInfoRequest<TInformation>>
    where TInformation : struct, IFileInformation
{
    private const int FixedLength = 32;
    private const byte OfFile = 1;

    public static SmbCommand Command => SmbCommand.SetInfo;

    public FileId File { get; init; }

    public required TInformation Information { get; init; }

    public int Length => FixedLength + Information.Length;

    public int Payload => Information.Length;

    public SetInfoRequest<TInformation> On(FileId file) => this with { File = file };

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength + 1);
        body[2] = OfFile;
        body[3] = TInformation.Class;
        BinaryPrimitives.WriteUInt32LittleEndian(body[4..], (uint)Information.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(body[8..], SmbHeader.Length + FixedLength);
        File.Write(body[16..]);
        Information.Write(body[FixedLength..]);
    }
}
