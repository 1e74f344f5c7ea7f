using Orbit.Storage.Local;

namespace Orbit.Storage.Transfers.Tests.Ends;

/// <summary>A directory, looked at by System.IO.</summary>
internal sealed class LocalEnd : DirectoryEnd
{
    public LocalEnd()
        : base(EndKind.Local, System.IO.Directory.CreateTempSubdirectory("orbit-transfers-").FullName) =>
        Backend = new LocalBackend(new LocalBackendOptions { Root = Directory });

    public override IStorageBackend Backend { get; }
}
