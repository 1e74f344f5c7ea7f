using System.Diagnostics;
using Orbit.Storage.Smb.Tests.Servers;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Smb.Tests.Conformance;

/// <summary>A directory of its own in a share of Samba's, looked at through the file system behind it.</summary>
public class SmbHarness : BackendHarness, IPhysicalView
{
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(5);

    private readonly Lazy<string> _home = new(() => Prepare(SambaServer.NewDirectory()));

    // That of the file system below Samba; the protocol counts UTF-16 units.
    public override int? MaxNameBytes => 255;

    protected virtual string Variant => "plain";

    private string Home => Path.Combine(SambaServer.Root, _home.Value);

    protected string Root => Path.Combine(Home, "root");

    public override Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken) =>
        Task.FromResult<IStorageBackend>(new SmbBackend(NewOptions(), services));

    // The server's own view of what is open: its processes' descriptors that lead below the root.
    public override int CountLeases()
    {
        long started = Stopwatch.GetTimestamp();
        int open;
        while ((open = ServerHandles.CountBelow(Root)) > 0 && Stopwatch.GetElapsedTime(started) < ClosingTime)
        {
            Thread.Sleep(20);
        }

        return open;
    }

    public Task<IReadOnlyCollection<string>> ListPhysicalAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyCollection<string>>([.. Walk(new DirectoryInfo(Root)).Select(entry => Path.GetRelativePath(Root, entry.FullName))]);

    public Task<byte[]> ReadPhysicalAsync(StoragePath path, CancellationToken cancellationToken) => File.ReadAllBytesAsync(Resolve(path), cancellationToken);

    public Task WritePhysicalAsync(StoragePath path, byte[] content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Resolve(path.Parent));
        return File.WriteAllBytesAsync(Resolve(path), content, cancellationToken);
    }

    public override ValueTask DisposeAsync()
    {
        if (_home.IsValueCreated)
        {
            Directory.Delete(Home, recursive: true);
        }

        GC.SuppressFinalize(this);
        return default;
    }

    protected virtual SmbBackendOptions NewOptions() => SambaServer.NewOptions(Variant, _home.Value + "/root");

    private static string Prepare(string home)
    {
        Directory.CreateDirectory(Path.Combine(SambaServer.Root, home, "root"));
        return home;
    }

    private static IEnumerable<FileSystemInfo> Walk(DirectoryInfo directory) =>
        directory.EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null).SelectMany(entry => entry is DirectoryInfo deeper ? Walk(deeper) : [entry]);

    private string Resolve(StoragePath path) => Path.Combine(Root, path.Value);
}
