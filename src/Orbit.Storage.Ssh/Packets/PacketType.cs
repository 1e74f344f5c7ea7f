namespace Orbit.Storage.Ssh.Packets;

/// <summary>The kinds of packets that are sent or understood (draft-ietf-secsh-filexfer-02 section 3).</summary>
internal enum PacketType : byte
{
    Init = 1,
    Version = 2,
    Open = 3,
    Close = 4,
    LStat = 7,
    FStat = 8,
    OpenDirectory = 11,
    ReadDirectory = 12,
    RealPath = 16,
    Status = 101,
    Handle = 102,
    Data = 103,
    Name = 104,
    Attributes = 105,
    Extended = 200,
    ExtendedReply = 201,
}
