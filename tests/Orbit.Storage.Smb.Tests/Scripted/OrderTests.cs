using System.Collections.Concurrent;
using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Scripted;

internal sealed class OrderTests : ScriptedTest
{
    [TestCase(2)]
    [TestCase(4)]
    [TestCase(8)]
    public async Task Read_AnsweredInTheOppositeOrder_IsWhole(int batch)
    {
        ConcurrentStack<DoubleExchange> held = new();
        SmbDouble server = Serve(new SmbDoubleOptions { Script = AnswerInBatchesAsync });
        byte[] content = Put(server, "file", 16 << 20);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        byte[] read = await ReadAsync(share, "file");

        Assert.Multiple(() =>
        {
            Assert.That(read.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Violations, Is.Empty);
        });

        async Task AnswerInBatchesAsync(DoubleExchange exchange)
        {
            if (exchange.Command != SmbCommand.Read)
            {
                await exchange.SendAsync();
                return;
            }

            held.Push(exchange);
            if ((exchange.Occurrence + 1) % batch != 0)
            {
                return;
            }

            while (held.TryPop(out DoubleExchange? last))
            {
                await last.SendAsync();
            }
        }
    }

    [Test]
    public async Task Read_AnsweredTwice_TakesTheFirst()
    {
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            Script = static async exchange =>
            {
                await exchange.SendAsync();
                if (exchange.Command == SmbCommand.Read)
                {
                    // The ledger grants again; a client that counted that would be caught only by asking for more than it has, so nothing is granted.
                    exchange.Reply.Credits = 0;
                    exchange.Reply.Body.AsSpan(16).Clear();
                    await exchange.SendAsync();
                }
            },
        });
        byte[] content = Put(server, "file", 5 << 20);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        byte[] read = await ReadAsync(share, "file");

        Assert.Multiple(() =>
        {
            Assert.That(read.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Violations, Is.Empty);
        });
    }

    [TestCase(ulong.MaxValue)]
    [TestCase(0x1234_5678_9ABCul)]
    public async Task Read_AmongAnswersThatNobodyAskedFor_IsWhole(ulong messageId)
    {
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            Script = async exchange =>
            {
                if (exchange.Command == SmbCommand.Read)
                {
                    DoubleReply stray = new() { Command = SmbCommand.OplockBreak, Body = new byte[24], MessageId = messageId, Credits = 0, Protection = DoubleProtection.None };
                    stray.Body[0] = 24;
                    await exchange.Connection.SendAsync([stray], wasSealed: false, spoil: null);
                }

                await exchange.SendAsync();
            },
        });
        byte[] content = Put(server, "file", 3 << 20);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        Assert.That((await ReadAsync(share, "file")).AsSpan().SequenceEqual(content), Is.True);
    }
}
