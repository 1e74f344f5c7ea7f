using Orbit.Storage.Ssh.Tests.Servers;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Ssh.Tests.Faults;

/// <summary>Servers that change keys all the time, or go away and come again.</summary>
public sealed class ServerTests : SshTest
{
    private static readonly PatternedContent Content = new((20L << 20) + 5, seed: 9);

    [Test]
    public async Task Rekeying_DuringTransfers_IsExact()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start("RekeyLimit 8M none");
        await using SshBackend backend = new(At(server));

        await backend.WriteAsync("file", Content.OpenSource(), null, Token);
        await using StorageContent read = await backend.OpenReadAsync("file", null, Token);
        await Content.MatchesAsync(read.Reader, null, Token);

        await using FileStream file = File.OpenRead(At("file"));
        await Content.MatchesStreamAsync(file, null, Token);
    }

    [Test]
    public async Task Write_ServerKilledAndStartedAgain_IsExact()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start();
        await using SshBackend backend = new(At(server));
        int kills = 1;
        SourceBehavior behavior = new()
        {
            OnRead = given =>
            {
                if (given > 8L << 20 && Interlocked.Decrement(ref kills) == 0)
                {
                    server.Kill();
                    server.Start();
                }
            },
        };

        await backend.WriteAsync("file", Content.OpenSource(behavior), new WriteOptions { Transfer = new TransferOptions { PartSize = 1 << 20, Concurrency = 4 } }, Token);

        await using FileStream file = File.OpenRead(At("file"));
        await Content.MatchesStreamAsync(file, null, Token);
        Assert.That(Directory.GetFileSystemEntries(Root), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Read_ServerKilledAndStartedAgain_IsExact()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start();
        await using SshBackend backend = new(At(server));
        await backend.WriteAsync("file", Content.OpenSource(), null, Token);
        await using StorageContent read = await backend.OpenReadAsync("file", new ReadOptions { Transfer = new TransferOptions { PartSize = 1 << 20, Concurrency = 2, WindowSize = 4 << 20 } }, Token);
        System.IO.Pipelines.ReadResult first = await read.Reader.ReadAsync(Token);
        read.Reader.AdvanceTo(first.Buffer.Start);

        server.Kill();
        server.Start();

        await Content.MatchesAsync(read.Reader, null, Token);
    }

    private SshBackendOptions At(OwnOpenSsh server)
    {
        SshBackendOptions options = server.NewOptions();
        options.Root = Root;
        return options;
    }
}
