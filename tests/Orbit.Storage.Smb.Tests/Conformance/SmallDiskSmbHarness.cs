using System.Runtime.InteropServices;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Smb.Tests.Conformance;

/// <summary>A file system of 2 MiB behind the server, in memory, which root alone can mount.</summary>
public sealed partial class SmallDiskSmbHarness : SmbHarness, ILimitedSpace
{
    private bool _isMounted;

    public long Capacity => 2 * 1024 * 1024;

    public override Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken)
    {
        _isMounted = OperatingSystem.IsLinux() && Mount("tmpfs", Root, "tmpfs", 0, $"size={Capacity},mode=0777") == 0;
        if (!_isMounted)
        {
            Assert.Ignore("server absent: a small file system can be mounted on Linux, by root, alone.");
        }

        return base.StartAsync(services, cancellationToken);
    }

    public override ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            _ = Unmount(Root, 2);
        }

        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    [LibraryImport("libc", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, nuint flags, string data);

    [LibraryImport("libc", EntryPoint = "umount2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target, int flags);
}
