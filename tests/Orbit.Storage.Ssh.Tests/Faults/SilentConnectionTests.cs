using Orbit.Storage.Network.Double;
using Orbit.Storage.Resilience;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Faults;

/// <summary>A connection on which no answer comes is not the one that the next try waits on.</summary>
public sealed class SilentConnectionTests : SshTest
{
    [Test]
    public async Task Stat_ConnectionFallsSilent_SucceedsOnAnother()
    {
        File.WriteAllText(At("file"), "there");
        OneSilence silence = new();
        using FaultProxy proxy = new(OpenSshServer.Port, silence);
        SshBackendOptions options = Options();
        (options.Port, options.MaxConnections) = (proxy.Port, 1);
        options.KnownHostsFile = Path.Combine(Root, ".known_hosts");
        File.WriteAllText(options.KnownHostsFile, File.ReadAllText(OpenSshServer.KnownHosts).Replace($":{OpenSshServer.Port} ", $":{proxy.Port} ", StringComparison.Ordinal));
        options.Deadlines = new DeadlineOptions { FirstByte = TimeSpan.FromSeconds(1) };
        options.Retry = new RetryOptions { MaxAttempts = 2, BaseDelay = TimeSpan.FromMilliseconds(1) };
        await using SshBackend faulty = new(options);
        await faulty.StatAsync("file", Token);
        silence.Begin();

        StorageEntry found = await faulty.StatAsync("file", Token);

        Assert.That(found.Size, Is.EqualTo(5));
        Assert.That(silence.Left, Is.Zero);
        Assert.That(proxy.Connections, Is.EqualTo(2));
    }

    /// <summary>Silences one connection, once it has begun.</summary>
    private sealed class OneSilence : INetworkFaults
    {
        private int _left;

        public int Left => Volatile.Read(ref _left);

        public void Begin() => Volatile.Write(ref _left, 1);

        NetworkFault INetworkFaults.Next(bool toServer, int count) => Interlocked.CompareExchange(ref _left, 0, 1) == 1 ? NetworkFault.Stall : NetworkFault.None;
    }
}
