using Orbit.Storage.Local;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Conformance.Tests.Local;

/// <summary>A directory of its own, looked at through the operating system.</summary>
public class LocalHarness : BackendHarness, IPhysicalView, ISymbolicLinks
{
    private readonly DirectoryInfo _home;
    private readonly string _root;

    public LocalHarness()
        : this(Path.GetTempPath())
    {
    }

    protected LocalHarness(string parent)
    {
        _home = Directory.CreateDirectory(Path.Combine(parent, $"orbit-conformance-{Guid.NewGuid():n}"));
        _root = _home.CreateSubdirectory("root").FullName;
        OutsideFile = Path.Combine(_home.CreateSubdirectory("outside").FullName, "secret.txt");
        File.WriteAllText(OutsideFile, "what nobody may see");
    }

    public string OutsideFile { get; }

    public override Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken) =>
        Task.FromResult<IStorageBackend>(Open(new LocalBackendOptions { Root = _root }, services));

    // The descriptors of this process that lead below the root; the backend itself keeps the root's.
    public override int CountLeases() => !OperatingSystem.IsLinux() ? 0 : Directory.EnumerateFiles("/proc/self/fd").Count(IsBelowRoot);

    public Task<IReadOnlyCollection<string>> ListPhysicalAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyCollection<string>>([.. Walk(new DirectoryInfo(_root)).Select(entry => Path.GetRelativePath(_root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/'))]);

    public Task<byte[]> ReadPhysicalAsync(StoragePath path, CancellationToken cancellationToken) => File.ReadAllBytesAsync(Resolve(path), cancellationToken);

    public Task WritePhysicalAsync(StoragePath path, byte[] content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Resolve(path.Parent));
        return File.WriteAllBytesAsync(Resolve(path), content, cancellationToken);
    }

    public void Link(StoragePath link, string target) => File.CreateSymbolicLink(Resolve(link), target);

    public override ValueTask DisposeAsync()
    {
        _home.Delete(recursive: true);
        GC.SuppressFinalize(this);
        return default;
    }

    protected string Root => _root;

    protected virtual LocalBackend Open(LocalBackendOptions options, StorageServices services) => new(options, services);

    private static IEnumerable<FileSystemInfo> Walk(DirectoryInfo directory) =>
        directory.EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null).SelectMany(entry => entry is DirectoryInfo deeper ? Walk(deeper) : [entry]);

    private bool IsBelowRoot(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName.StartsWith(_root + "/", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // Closed by another test meanwhile.
            return false;
        }
    }

    private string Resolve(StoragePath path) => Path.Combine(_root, path.Value);
}
