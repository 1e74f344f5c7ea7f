using Orbit.Storage.Ssh.Packets;

namespace Orbit.Storage.Ssh.Tests.Packets;

public sealed class PacketReaderTests
{
    [Test]
    public void ReadBytes_LengthBeyondThePacket_IsABreach([Values(4u, 5u, uint.MaxValue)] uint length)
    {
        byte[] packet = [(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, 1, 2, 3];

        Assert.That(() => new PacketReader(packet).ReadBytes().ToArray(), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void ReadUInt64_CutOff_IsABreach() => Assert.That(() => new PacketReader(new byte[7]).ReadUInt64(), Throws.TypeOf<InvalidDataException>());

    [Test]
    public void Read_WhatTheWriterPut_IsTheSame()
    {
        byte[] packet = new PacketWriter(PacketType.Extended, 7).Add("n\u00e4me").Add([1, 2, 3]).Add(uint.MaxValue).Add(ulong.MaxValue).Complete().ToArray();
        PacketReader reader = new(packet);

        Assert.That(reader.ReadUInt32(), Is.EqualTo(packet.Length - 4));
        Assert.That(reader.ReadByte(), Is.EqualTo((byte)PacketType.Extended));
        Assert.That(reader.ReadUInt32(), Is.EqualTo(7));
        Assert.That(reader.ReadText(), Is.EqualTo("n\u00e4me"));
        Assert.That(reader.ReadBytes().ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(reader.ReadUInt32(), Is.EqualTo(uint.MaxValue));
        Assert.That(reader.ReadUInt64(), Is.EqualTo(ulong.MaxValue));
        Assert.That(reader.IsAtEnd, Is.True);
    }
}
