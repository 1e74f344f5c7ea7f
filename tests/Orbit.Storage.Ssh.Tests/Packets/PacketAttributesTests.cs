using Orbit.Storage.Ssh.Packets;

namespace Orbit.Storage.Ssh.Tests.Packets;

public sealed class PacketAttributesTests
{
    [Test]
    public void Describe_AllThatThereCanBe_IsTold()
    {
        byte[] packet = new PacketWriter(PacketType.Attributes, 0)
            .Add(0x8000000Fu).Add(5_000_000_000ul).Add(1000u).Add(uint.MaxValue).Add(0x8000u | 0b110_100_000).Add(1u).Add(uint.MaxValue)
            .Add(1u).Add("an@extension").Add("its value").Complete()[9..].ToArray();
        PacketReader reader = new(packet);

        StorageEntry entry = PacketAttributes.Read(ref reader).Describe("file");

        Assert.That(reader.IsAtEnd, Is.True);
        Assert.That(entry.Kind, Is.EqualTo(StorageEntryKind.File));
        Assert.That(entry.Size, Is.EqualTo(5_000_000_000));
        Assert.That(entry.Permissions, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead));
        Assert.That(entry.Owner!.GroupId, Is.EqualTo(uint.MaxValue));
        Assert.That(entry.LastAccessed, Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(1)));
        Assert.That(entry.LastModified, Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(uint.MaxValue)));
    }

    [Test]
    public void Describe_Nothing_IsOfNoKind()
    {
        PacketReader reader = new(new byte[4]);

        StorageEntry entry = PacketAttributes.Read(ref reader).Describe("file");

        Assert.That(entry.Kind, Is.EqualTo(StorageEntryKind.Other));
        Assert.That(entry.Size, Is.Null);
        Assert.That(entry.LastModified, Is.Null);
    }

    [Test]
    public void Read_MoreExtensionsThanFit_IsABreach() => Assert.That(
        () =>
        {
            PacketReader reader = new([0x80, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
            return PacketAttributes.Read(ref reader);
        },
        Throws.TypeOf<InvalidDataException>());
}
