using Orbit.Storage.Network.Double;
using Orbit.Storage.Ssh.Tests.Conformance;
using Orbit.Storage.Ssh.Tests.Servers;
using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Ssh.Tests.Faults;

/// <summary>Connections that break in the middle of a transfer: what has arrived stays, what has not comes again.</summary>
public sealed class ResetTests : SshTest
{
    private static readonly PatternedContent Content = new((12L << 20) + 77, seed: 5);

    [Test]
    public async Task Read_ResetInTheMiddle_IsExact([Values(1, 3)] int resets, [Values(1, 4)] int connections)
    {
        await Backend.WriteAsync("file", Content.OpenSource(), null, Token);
        using FaultProxy proxy = new(OpenSshServer.Port, new EvenResets(toServer: false, each: 3L << 20, resets));
        await using SshBackend faulty = Through(proxy, connections);

        await using StorageContent read = await faulty.OpenReadAsync("file", null, Token);
        await Content.MatchesAsync(read.Reader, null, Token);

        Assert.That(proxy.Left, Is.Zero);
    }

    [Test]
    public async Task Write_ResetInTheMiddle_IsExact([Values(1, 3)] int resets, [Values(1, 4)] int connections, [Values] bool isLengthKnown)
    {
        using FaultProxy proxy = new(OpenSshServer.Port, new EvenResets(toServer: true, each: 3L << 20, resets));
        await using SshBackend faulty = Through(proxy, connections);
        WriteOptions options = new() { ExpectedLength = isLengthKnown ? Content.Length : null, Transfer = new TransferOptions { PartSize = 1 << 20, Concurrency = 4 } };

        await faulty.WriteAsync("dir/file", Content.OpenSource(), options, Token);

        Assert.That(proxy.Left, Is.Zero);
        await using FileStream file = File.OpenRead(At("dir/file"));
        await Content.MatchesAsync(System.IO.Pipelines.PipeReader.Create(file), null, Token);
        Assert.That(Directory.GetFileSystemEntries(At("dir")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task List_ResetInTheMiddle_SaysThatItIsNotWhole()
    {
        for (int i = 0; i < 3000; i++)
        {
            File.WriteAllText(At($"file{i}"), "");
        }

        using FaultProxy proxy = new(OpenSshServer.Port, new EvenResets(toServer: false, each: 200_000, resets: 1));
        await using SshBackend faulty = Through(proxy, 1);
        int seen = 0;
        StorageException failure = await StorageAssert.FailsAsync(
            async () =>
            {
                await foreach (StorageEntry _ in faulty.ListAsync("", new ListOptions { PageSize = 100, Prefetch = false }, Token))
                {
                    seen++;
                }
            },
            StorageErrorKind.Network);

        Assert.That(seen, Is.InRange(1, 2999));
        Assert.That(failure.Message, Does.Contain("begin it again"));
        Assert.That(() => ServerHandles.CountBelow(Root), Is.Zero.After(5000, 20));
    }

    private SshBackend Through(FaultProxy proxy, int connections)
    {
        SshBackendOptions options = Options();
        (options.Port, options.MaxConnections) = (proxy.Port, connections);
        options.KnownHostsFile = Path.Combine(Root, ".known_hosts");
        File.WriteAllText(options.KnownHostsFile, File.ReadAllText(OpenSshServer.KnownHosts).Replace($":{OpenSshServer.Port} ", $":{proxy.Port} ", StringComparison.Ordinal));
        return new SshBackend(options);
    }
}
