using System.Globalization;
using Orbit.Storage.Smb;

namespace Orbit.Storage.Transfers.Tests.Ends;

/// <summary>A directory of Samba's, looked at by the file system behind it.</summary>
internal sealed class SmbEnd : DirectoryEnd
{
    private readonly SmbBackend _backend;

    /// <param name="port">Another port that leads to the server. Default: null, its own.</param>
    /// <param name="configure">What else is to be set. Default: nothing.</param>
    public SmbEnd(int? port = null, Action<SmbBackendOptions>? configure = null)
        : base(EndKind.Smb, ServerVariables.NewDirectory(ServerVariables.Require("ORBIT_TEST_SMB_ROOT")))
    {
        SmbBackendOptions options = new()
        {
            Host = ServerVariables.Require("ORBIT_TEST_SMB_HOST"),
            Port = port ?? Port,
            Share = "data",
            Root = Path.GetFileName(Directory),
            User = ServerVariables.Require("ORBIT_TEST_SMB_USER"),
            Password = ServerVariables.Require("ORBIT_TEST_SMB_PASSWORD"),
        };
        configure?.Invoke(options);
        _backend = new SmbBackend(options);
    }

    /// <summary>The server's own port.</summary>
    public static int Port => int.Parse(ServerVariables.Require("ORBIT_TEST_SMB_PORT_PLAIN"), CultureInfo.InvariantCulture);

    public override IStorageBackend Backend => _backend;
}
