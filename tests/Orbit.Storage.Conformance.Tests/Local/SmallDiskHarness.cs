using System.Diagnostics;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Conformance.Tests.Local;

/// <summary>A file system of 2 MiB, in memory, which root alone can mount.</summary>
public sealed class SmallDiskHarness : LocalHarness, ILimitedSpace
{
    private bool _isMounted;

    public long Capacity => 2 * 1024 * 1024;

    public override async Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken)
    {
        _isMounted = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Capacity}", "tmpfs", Root) == 0;
        if (!_isMounted)
        {
            Assert.Ignore("A small file system can be mounted on Linux, by root, alone.");
        }

        return await base.StartAsync(services, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            // Lazily: a process that some other test starts may hold our descriptors for a moment, between fork and exec.
            await RunAsync("umount", "-l", Root);
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
