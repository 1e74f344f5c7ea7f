using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Scripted;

internal sealed class CreditTests : ScriptedTest
{
    private const int Length = (3 << 20) + 12_345;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    [TestCase(16)]
    [TestCase(17)]
    [TestCase(8192)]
    public async Task Transfer_WithSoManyCredits_IsWholeAndTakesNoMore(int credits)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { MostCredits = credits });
        byte[] content = Put(server, "file", Length);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        byte[] read = await ReadAsync(share, "file");
        await WriteAsync(share, "copy", content);
        string[] names = await ListAsync(share);

        Assert.Multiple(() =>
        {
            Assert.That(read.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Files["copy"].Content.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(names, Is.EqualTo(new[] { "copy", "file" }));
            Assert.That(server.Connections.Single().Ledger.Peak, Is.LessThanOrEqualTo(credits));
            Assert.That(server.Violations, Is.Empty);
        });
    }

    [TestCase(1)]
    [TestCase(4)]
    [TestCase(512)]
    public async Task Transfer_GrantedByInterimAnswersAlone_IsWhole(int credits)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { MostCredits = credits, Script = GrantEarlyAsync });
        byte[] content = Put(server, "file", Length);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        byte[] read = await ReadAsync(share, "file");
        await WriteAsync(share, "copy", content);

        Assert.Multiple(() =>
        {
            Assert.That(read.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Files["copy"].Content.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Violations, Is.Empty);
        });

        static async Task GrantEarlyAsync(DoubleExchange exchange)
        {
            if (exchange.Command is SmbCommand.Read or SmbCommand.Write)
            {
                await exchange.SendInterimAsync();
            }

            await exchange.SendAsync();
        }
    }

    [Test]
    public async Task Transfer_WhereEverySecondAnswerGrantsNothing_IsWhole()
    {
        int answers = 0;
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            MostCredits = 64,
            Script = exchange =>
            {
                exchange.Reply.Credits = exchange.Command == SmbCommand.Read && Interlocked.Increment(ref answers) % 2 == 0 ? 0 : null;
                return exchange.SendAsync();
            },
        });
        byte[] content = Put(server, "file", Length);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        byte[] read = await ReadAsync(share, "file");

        Assert.Multiple(() =>
        {
            Assert.That(read.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Violations, Is.Empty);
        });
    }

    [Test]
    public async Task Read_WhereNothingIsGrantedAnyMore_FailsAndDoesNotHang()
    {
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            MostCredits = 16,
            Script = static exchange =>
            {
                exchange.Reply.Credits = exchange.Command == SmbCommand.Read ? 0 : null;
                return exchange.SendAsync();
            },
        });
        Put(server, "file", Length);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        Assert.Multiple(() =>
        {
            Assert.ThrowsAsync<CreditShortageException>(() => ReadAsync(share, "file"));
            Assert.That(server.Violations, Is.Empty);
        });
    }

    [Test]
    public async Task Read_OfAnInterimAnswerThatGrantsFarTooMuch_StaysWithinWhatServersGive()
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Script = ForgeAsync });
        byte[] content = Put(server, "file", Length);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        byte[] read = await ReadAsync(share, "file");

        Assert.Multiple(() =>
        {
            Assert.That(read.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(share.Connection.Credits.Ceiling, Is.LessThanOrEqualTo(8192));
        });

        static async Task ForgeAsync(DoubleExchange exchange)
        {
            if (exchange.Command == SmbCommand.Read)
            {
                await exchange.SendInterimAsync(ushort.MaxValue);
            }

            await exchange.SendAsync();
        }
    }
}
