using Orbit.Storage.Ssh.Packets;
using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh.Tests.Packets;

/// <summary>Against answers that are made up: what no sound server sends.</summary>
[CancelAfter(30_000)]
public sealed class PacketSessionTests
{
    private static readonly byte[] Version = [0, 0, 0, 5, 2, 0, 0, 0, 3];

    [Test]
    public void Open_WhatSpeaksNoSftp_IsRefused() => Assert.That(
        () => PacketSession.Open(Stream.Null, Answers("This service allows sftp connections only."u8), Timeout.InfiniteTimeSpan, TimeProvider.System), Throws.TypeOf<InvalidDataException>());

    [Test]
    public void Open_AnotherVersion_IsRefused() => Assert.That(
        () => PacketSession.Open(Stream.Null, Answers([0, 0, 0, 5, 2, 0, 0, 0, 6]), Timeout.InfiniteTimeSpan, TimeProvider.System), Throws.TypeOf<InvalidDataException>());

    [Test]
    public void Open_NothingBehindIt_IsRefused() => Assert.That(
        () => PacketSession.Open(Stream.Null, Stream.Null, Timeout.InfiniteTimeSpan, TimeProvider.System), Throws.TypeOf<EndOfStreamException>());

    [Test]
    public void Ask_PacketOfAGibibyte_EndsTheConversation() => AssertEnds([0x40, 0, 0, 0, 101]);

    [Test]
    public void Ask_PacketWithoutANumber_EndsTheConversation() => AssertEnds([0, 0, 0, 1, 101]);

    [Test]
    public void Ask_AnswerToWhatWasNotAsked_EndsTheConversation() => AssertEnds([0, 0, 0, 9, 101, 0, 0, 0, 77, 0, 0, 0, 0]);

    [Test]
    public void Ask_EndOfTheStream_EndsTheConversation() => AssertEnds([]);

    private static void AssertEnds(byte[] answer)
    {
        using PacketSession session = PacketSession.Open(Stream.Null, Answers([.. Version, .. answer]), Timeout.InfiniteTimeSpan, TimeProvider.System);

        Assert.That(async () => await session.AskAsync(PacketType.LStat, packet => packet.Add("name")), Throws.TypeOf<SshConnectionException>());
        Assert.That(session.IsOpen, Is.False);
    }

    private static MemoryStream Answers(ReadOnlySpan<byte> bytes) => new(bytes.ToArray());
}
