using System.Security.Cryptography;
using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Scripted;

/// <summary>What a user of the backend sees of a server's faults: the target is old or new, and whole.</summary>
internal sealed class BackendTests : ScriptedTest
{
    private const uint DiskFull = 0xC000007F;
    private const int Length = (9 << 20) + 321;

    private readonly byte[] _content = RandomNumberGenerator.GetBytes(Length);

    [Test]
    public async Task Write_WhereTheDiskIsFullInTheMiddle_LeavesTheTargetAsItWas()
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Script = Failing(SmbCommand.Write, 4, DiskFull) });
        byte[] old = Put(server, "file", 1000);
        await using SmbBackend backend = Backend(server);

        StorageException? full = Assert.ThrowsAsync<StorageException>(() => backend.WriteBytesAsync("file", _content, cancellationToken: Patience));

        Assert.That(full!.Kind, Is.EqualTo(StorageErrorKind.QuotaExceeded));
        await AssertAloneAsync(server, backend, old);
    }

    [Test]
    public async Task Write_WhereTheConnectionIsCutInTheMiddle_LeavesTheTargetAsItWas()
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Script = Cutting(static exchange => exchange.Is(SmbCommand.Write, 4)) });
        byte[] old = Put(server, "file", 1000);
        await using SmbBackend backend = Backend(server);

        StorageException? broken = Assert.ThrowsAsync<StorageException>(() => backend.WriteBytesAsync("file", _content, cancellationToken: Patience));

        Assert.That(broken!.Kind, Is.EqualTo(StorageErrorKind.Network));
        await AssertAloneAsync(server, backend, old);
    }

    [Test]
    public async Task Write_WhereTheLogonExpiresInTheMiddle_IsWhole()
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Script = Failing(SmbCommand.Write, 4, NtStatus.NetworkSessionExpired) });
        Put(server, "file", 1000);
        await using SmbBackend backend = Backend(server);

        await backend.WriteBytesAsync("file", _content, cancellationToken: Patience);

        Assert.That(server.Connections, Has.Count.EqualTo(1));
        await AssertAloneAsync(server, backend, _content);
    }

    [TestCase(1000)]
    [TestCase(Length)]
    public async Task Write_WhereTheAnswerOfTheRenameIsLost_ShowsTheNewContentWhole(int length)
    {
        int renames = 0;
        SmbDouble server = Serve(new SmbDoubleOptions { Script = Cutting(exchange => exchange.IsRename && Interlocked.Increment(ref renames) == 1) });
        Put(server, "file", 500);
        await using SmbBackend backend = Backend(server);
        try
        {
            await backend.WriteBytesAsync("file", _content.AsMemory(0, length), cancellationToken: Patience);
        }
        catch (StorageException unknown)
        {
            Assert.That(unknown.Kind, Is.EqualTo(StorageErrorKind.OutcomeUnknown), unknown.Message);
        }

        Assert.That(renames, Is.Positive);
        await AssertAloneAsync(server, backend, _content[..length]);
    }

    [Test]
    public async Task Read_WhereTheConnectionIsCutInTheMiddle_GoesOnOnAnother()
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Script = Cutting(static exchange => exchange.Is(SmbCommand.Read, 3)) });
        byte[] content = Put(server, "file", Length);
        await using SmbBackend backend = Backend(server);

        byte[] read = await backend.ReadBytesAsync("file", cancellationToken: Patience);

        Assert.Multiple(() =>
        {
            Assert.That(read.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Connections.Count, Is.GreaterThan(1));
            Assert.That(server.Violations, Is.Empty);
        });
    }

    [Test]
    public async Task Read_WhereOneAnswerIsForged_TakesNothingOfIt()
    {
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            Script = static exchange => exchange.SendAsync(exchange.Is(SmbCommand.Read, 3) ? static bytes => bytes.AsSpan(100).Clear() : null),
        });
        byte[] content = Put(server, "file", Length);
        await using SmbBackend backend = Backend(server);

        byte[] read = await backend.ReadBytesAsync("file", cancellationToken: Patience);

        Assert.Multiple(() =>
        {
            Assert.That(read.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Connections.Count, Is.GreaterThan(1), "The connection that brought it was given up.");
        });
    }

    private static SmbBackend Backend(SmbDouble server) => new(new SmbBackendOptions
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Share = SmbDoubleOptions.Share,
        User = "user",
        Password = "password",
    });

    private static Func<DoubleExchange, Task> Failing(SmbCommand command, int occurrence, uint status) => exchange =>
    {
        if (exchange.Is(command, occurrence))
        {
            exchange.Reply.Fail(status);
        }

        return exchange.SendAsync();
    };

    private static Func<DoubleExchange, Task> Cutting(Func<DoubleExchange, bool> at) => exchange =>
    {
        if (!at(exchange))
        {
            return exchange.SendAsync();
        }

        exchange.Connection.Cut();
        return Task.CompletedTask;
    };

    // Disposed first: what is closed or removed without somebody waiting for it is done by then.
    private static async Task AssertAloneAsync(SmbDouble server, SmbBackend backend, byte[] content)
    {
        await backend.DisposeAsync();
        Assert.Multiple(() =>
        {
            Assert.That(server.Files.Keys, Is.EqualTo(new[] { "file" }), "Nothing is left beside the target.");
            Assert.That(server.Files["file"].Content.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Violations, Is.Empty);
        });
    }
}
