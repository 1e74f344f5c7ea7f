using System.Runtime.InteropServices;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Conformance.Tests.Local;

/// <summary>A file system of 2 MiB, in memory, which root alone can mount.</summary>
public sealed partial class SmallDiskHarness : LocalHarness, ILimitedSpace
{
    private bool _isMounted;

    public long Capacity => 2 * 1024 * 1024;

    // By system call and not by mount(8): a process that is started holds every descriptor of this one between fork and exec, those of deleted
    // files in other tests included, and their space is not free until then.
    public override Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken)
    {
        _isMounted = OperatingSystem.IsLinux() && Mount("tmpfs", Root, "tmpfs", 0, $"size={Capacity}") == 0;
        if (!_isMounted)
        {
            Assert.Ignore("A small file system can be mounted on Linux, by root, alone.");
        }

        return base.StartAsync(services, cancellationToken);
    }

    public override ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            _ = Unmount(Root, 0);
        }

        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    [LibraryImport("libc", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, nuint flags, string data);

    [LibraryImport("libc", EntryPoint = "umount2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target, int flags);
}
