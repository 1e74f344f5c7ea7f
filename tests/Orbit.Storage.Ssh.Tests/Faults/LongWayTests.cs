using Orbit.Storage.Network.Double;
using Orbit.Storage.Ssh.Tests.Conformance;
using Orbit.Storage.Ssh.Tests.Servers;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Ssh.Tests.Faults;

/// <summary>Where the way is long, large files go over several connections, which may break too.</summary>
public sealed class LongWayTests : SshTest
{
    private static readonly PatternedContent Content = new((24L << 20) + 77, seed: 6);
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(8);

    [Test]
    public async Task Read_LargeFile_ComesOverSeveralConnections([Values(0, 2)] int resets)
    {
        await Backend.WriteAsync("file", Content.OpenSource(), null, Token);
        File.SetLastWriteTimeUtc(At("file"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using FaultProxy proxy = new(OpenSshServer.Port, new EvenResets(toServer: false, each: 5L << 20, resets)) { Delay = OneWay };
        await using SshBackend distant = Through(proxy);

        await using (StorageContent read = await distant.OpenReadAsync("file", null, Token))
        {
            await Content.MatchesAsync(read.Reader, null, Token);
        }

        Assert.That(proxy.Left, Is.Zero);
        Assert.That(proxy.Connections, Is.GreaterThan(1));
        Assert.That(() => ServerHandles.CountBelow(Root), Is.Zero.After(5000, 20));
    }

    [Test]
    public async Task Write_LargeFile_GoesOverSeveralConnections([Values(0, 2)] int resets, [Values] bool isLengthKnown)
    {
        using FaultProxy proxy = new(OpenSshServer.Port, new EvenResets(toServer: true, each: 5L << 20, resets)) { Delay = OneWay };
        await using SshBackend distant = Through(proxy);

        await distant.WriteAsync("file", Content.OpenSource(), new WriteOptions { ExpectedLength = isLengthKnown ? Content.Length : null }, Token);

        await using FileStream file = File.OpenRead(At("file"));
        await Content.MatchesStreamAsync(file, null, Token);
        Assert.That(proxy.Left, Is.Zero);
        Assert.That(proxy.Connections, Is.GreaterThan(1));
        Assert.That(Directory.GetFiles(Root).Select(Path.GetFileName).Where(name => TemporaryName.IsMatch(name)), Is.Empty);
        Assert.That(() => ServerHandles.CountBelow(Root), Is.Zero.After(5000, 20));
    }

    private SshBackend Through(FaultProxy proxy)
    {
        SshBackendOptions options = Options();
        options.Port = proxy.Port;
        options.KnownHostsFile = Path.Combine(Root, ".known_hosts");
        File.WriteAllText(options.KnownHostsFile, File.ReadAllText(OpenSshServer.KnownHosts).Replace($":{OpenSshServer.Port} ", $":{proxy.Port} ", StringComparison.Ordinal));
        return new SshBackend(options);
    }
}
