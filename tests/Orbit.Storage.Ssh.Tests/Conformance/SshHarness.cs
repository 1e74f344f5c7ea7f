using System.Diagnostics;
using Orbit.Storage.Ssh.Tests.Servers;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Ssh.Tests.Conformance;

/// <summary>A directory of its own on OpenSSH's server, looked at through the file system behind it.</summary>
public class SshHarness : BackendHarness, IPhysicalView, ISymbolicLinks
{
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(5);

    private readonly Lazy<string> _home;

    public SshHarness()
        : this(OpenSshServer.NewDirectory)
    {
    }

    protected SshHarness(Func<string> makeHome) => _home = new Lazy<string>(() => Prepare(makeHome()));

    public string OutsideFile => Path.Combine(_home.Value, "outside", "secret.txt");

    protected string Root => Path.Combine(_home.Value, "root");

    public override Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken) =>
        Task.FromResult<IStorageBackend>(new SshBackend(NewOptions(), services));

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

    public async Task WritePhysicalAsync(StoragePath path, byte[] content, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Resolve(path.Parent)))
        {
            Directory.CreateDirectory(Resolve(path.Parent));
            Open(Resolve(path.Parent));
        }

        await File.WriteAllBytesAsync(Resolve(path), content, cancellationToken);
    }

    public void Link(StoragePath link, string target) => File.CreateSymbolicLink(Resolve(link), target);

    public override ValueTask DisposeAsync()
    {
        if (_home.IsValueCreated)
        {
            Directory.Delete(_home.Value, recursive: true);
        }

        GC.SuppressFinalize(this);
        return default;
    }

    protected virtual SshBackendOptions NewOptions() => OpenSshServer.NewOptions(Root);

    private static string Prepare(string home)
    {
        Open(Directory.CreateDirectory(Path.Combine(home, "root")).FullName);
        string outside = Directory.CreateDirectory(Path.Combine(home, "outside")).FullName;
        Open(outside);
        File.WriteAllText(Path.Combine(outside, "secret.txt"), "what nobody may see");
        return home;
    }

    // The server's user is not the one who runs the tests.
    private static void Open(string directory)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, (UnixFileMode)0b111_111_111);
        }
    }

    private static IEnumerable<FileSystemInfo> Walk(DirectoryInfo directory) =>
        directory.EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null).SelectMany(entry => entry is DirectoryInfo deeper ? Walk(deeper) : [entry]);

    private string Resolve(StoragePath path) => Path.Combine(Root, path.Value);
}
