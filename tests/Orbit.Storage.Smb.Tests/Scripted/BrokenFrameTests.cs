using System.Buffers.Binary;
using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Scripted;

internal sealed class BrokenFrameTests : ScriptedTest
{
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(30)]
    [TestCase(500_000)]
    public async Task Read_WhereTheConnectionEndsWithinAFrame_Fails(int sent)
    {
        SmbShare share = await ShareAsync(async exchange =>
        {
            byte[] frame = exchange.Connection.Frame(exchange.Replies, wasSealed: false);
            await exchange.Connection.SendRawAsync(frame[..sent]);
            exchange.Connection.Cut();
        });

        Assert.ThrowsAsync<ConnectionLostException>(() => ReadAsync(share, "file"));
    }

    [TestCase(0u)]
    [TestCase(63u)]
    [TestCase(0x00FF_FFFFu)]
    [TestCase(0x7FFF_FFFFu)]
    [TestCase(0xFFFF_FFFFu)]
    public async Task Read_AnsweredByALengthThatNoFrameHas_BreaksTheConnection(uint length)
    {
        SmbShare share = await ShareAsync(exchange =>
        {
            byte[] prefix = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(prefix, length);
            return exchange.Connection.SendRawAsync(prefix);
        });

        AssertBroken(() => ReadAsync(share, "file"));
    }

    [TestCase(0, (byte)0xFF, TestName = "Read_AnsweredByAnotherProtocol_BreaksTheConnection")]
    [TestCase(4, (byte)0x3F, TestName = "Read_AnsweredByAShortHeader_BreaksTheConnection")]
    [TestCase(12, (byte)9, TestName = "Read_AnsweredByAnotherCommand_BreaksTheConnection")]
    [TestCase(16, (byte)8, TestName = "Read_AnsweredByARequest_BreaksTheConnection")]
    [TestCase(20, (byte)8, TestName = "Read_WithANextInsideTheHeader_BreaksTheConnection")]
    [TestCase(22, (byte)0xFF, TestName = "Read_WithANextBehindTheFrame_BreaksTheConnection")]
    public async Task Read_Spoiled_BreaksTheConnection(int at, byte value)
    {
        SmbShare share = await ShareAsync(exchange => exchange.SendAsync(bytes => bytes[at] = value));

        AssertBroken(() => ReadAsync(share, "file"));
    }

    [TestCase(0, (byte)9, TestName = "Read_OfAnotherStructure_IsRefused")]
    [TestCase(2, (byte)10, TestName = "Read_WithContentInsideTheHeader_IsRefused")]
    [TestCase(7, (byte)0xFF, TestName = "Read_WithContentBehindTheMessage_IsRefused")]
    public async Task Read_OfAMalformedAnswerThatIsSigned_IsRefused(int at, byte value)
    {
        SmbShare share = await ShareAsync(exchange =>
        {
            exchange.Reply.Body[at] = value;
            return exchange.SendAsync();
        });

        Assert.ThrowsAsync<SmbProtocolException>(() => ReadAsync(share, "file"));
    }

    [Test]
    public async Task Read_OfMoreThanWasAskedFor_IsRefused()
    {
        SmbShare share = await ShareAsync(exchange =>
        {
            exchange.Reply.Body = [.. exchange.Reply.Body, 1, 2, 3];
            BinaryPrimitives.WriteInt32LittleEndian(exchange.Reply.Body.AsSpan(4), exchange.Reply.Body.Length - 16);
            return exchange.SendAsync();
        });

        Assert.ThrowsAsync<SmbProtocolException>(() => ReadAsync(share, "file"));
    }

    [Test]
    public async Task Read_OfShortAnswers_AsksForTheRest()
    {
        SmbDoubleOptions options = new()
        {
            Script = Reading(exchange =>
            {
                int whole = exchange.Reply.Body.Length - 16;
                int part = Math.Max(1, whole / 3);
                exchange.Reply.Body = exchange.Reply.Body[..(16 + part)];
                BinaryPrimitives.WriteInt32LittleEndian(exchange.Reply.Body.AsSpan(4), part);
                return exchange.SendAsync();
            }),
        };
        SmbDouble server = Serve(options);
        byte[] content = Put(server, "file", (2 << 20) + 5);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        Assert.That((await ReadAsync(share, "file")).AsSpan().SequenceEqual(content), Is.True);
    }

    private static Func<DoubleExchange, Task> Reading(Func<DoubleExchange, Task> answer) =>
        exchange => exchange.Command == SmbCommand.Read && exchange.Reply.Status == NtStatus.Success ? answer(exchange) : exchange.SendAsync();

    private async Task<SmbShare> ShareAsync(Func<DoubleExchange, Task> answerRead)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Script = Reading(answerRead) });
        Put(server, "file", 1 << 20);
        return await Connect(server).OpenAsync(Patience);
    }
}
