using Orbit.Storage.Network.Double;
using Orbit.Storage.Transfers.Tests.Ends;

namespace Orbit.Storage.Transfers.Tests.Kills;

/// <summary>A directory of OpenSSH's, behind a proxy that counts what is sent.</summary>
internal sealed class SftpTarget : IKillTarget
{
    private readonly SftpEnd _end;
    private readonly FaultProxy _proxy;

    public SftpTarget()
    {
        _proxy = new FaultProxy(SftpEnd.Port);
        _end = new SftpEnd(_proxy.Port);
        Uri = FormattableString.Invariant(
            $"sftp://{ServerVariables.Require("ORBIT_TEST_SSH_USER")}@127.0.0.1:{_proxy.Port}{_end.Directory}?key={System.Uri.EscapeDataString(ServerVariables.Require("ORBIT_TEST_SSH_KEY"))}&KnownHostsFile={System.Uri.EscapeDataString(_end.KnownHosts)}");
    }

    public string Uri { get; }

    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    public TreeEnd End => _end;

    public long BytesSent => _proxy.BytesToServer;

    public async ValueTask DisposeAsync()
    {
        await _end.DisposeAsync();
        _proxy.Dispose();
    }
}
