using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Orbit.Storage.Local;
using Orbit.Storage.Local.Linux;
using Orbit.Storage.Local.Portable;

namespace Orbit.Storage.Tests.Local;

/// <summary>A backend over a directory of its own, which lies in another one, so that what escapes is seen.</summary>
[TestFixture(VolumeKind.Linux)]
[TestFixture(VolumeKind.LinuxBySegments)]
[TestFixture(VolumeKind.Portable)]
public abstract class LocalFixture(VolumeKind kind)
{
    private readonly string _around = Directory.CreateTempSubdirectory("orbit-local-").FullName;
    private readonly List<LocalBackend> _opened = [];
    private LocalBackend? _backend;

    protected VolumeKind Kind => kind;

    /// <summary>The directory above the root.</summary>
    protected string Outside => _around;

    protected bool IsPortable => kind == VolumeKind.Portable;

    protected string Root => Path.Combine(_around, "root");

    protected LocalBackend Backend => _backend ??= Open();

    [SetUp]
    public void MakeRoot() => Directory.CreateDirectory(Root);

    [TearDown]
    public async Task CloseAndCompareAsync()
    {
        foreach (LocalBackend backend in _opened)
        {
            await backend.DisposeAsync();
        }

        string[] left = Directory.Exists(Root) ? Directory.GetFiles(Root, ".orbit-*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }) : [];
        Directory.Delete(_around, recursive: true);
        Assert.That(left, Is.Empty, "temporary files were left");
    }

    protected static string Text(ReadOnlySequence<byte> bytes) => Encoding.UTF8.GetString(bytes.ToArray());

    protected LocalBackend Open(SymbolicLinkPolicy links = SymbolicLinkPolicy.Hide, Action<LocalBackendOptions>? configure = null, StorageServices? services = null)
    {
        LocalBackendOptions options = new() { Root = Root, SymbolicLinks = links };
        configure?.Invoke(options);
        LocalBackend backend = OpenKind(kind, options, services);
        _opened.Add(backend);
        return backend;
    }

    internal static LocalBackend OpenKind(VolumeKind kind, LocalBackendOptions options, StorageServices? services = null) => kind switch
    {
        VolumeKind.LinuxBySegments => new LocalBackend(options, services, static (options, owner) => LinuxVolume.Open(options.Root, options, owner, walksSegments: true)),
        VolumeKind.Portable => new LocalBackend(options, services, static (options, owner) => PortableVolume.Open(options.Root, options, owner)),
        _ => new LocalBackend(options, services),
    };

    protected Task<WriteResult> WriteAsync(StoragePath path, string content, WriteOptions? options = null, LocalBackend? backend = null) =>
        (backend ?? Backend).WriteAsync(path, PipeReader.Create(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(content))), options);

    protected async Task<string> ReadAsync(StoragePath path, ReadOptions? options = null, LocalBackend? backend = null)
    {
        await using StorageContent content = await (backend ?? Backend).OpenReadAsync(path, options);
        ReadResult result = await content.Reader.ReadAtLeastAsync((int)content.Span.Length + 1);
        string text = Text(result.Buffer);
        content.Reader.AdvanceTo(result.Buffer.End);
        return text;
    }

    protected async Task<List<StorageEntry>> ListAsync(StoragePath path, ListOptions? options = null, LocalBackend? backend = null)
    {
        List<StorageEntry> entries = [];
        await foreach (StorageEntry entry in (backend ?? Backend).ListAsync(path, options))
        {
            entries.Add(entry);
        }

        return entries;
    }

    protected async Task<string[]> NamesAsync(StoragePath path, ListOptions? options = null, LocalBackend? backend = null) =>
        [.. (await ListAsync(path, options, backend)).Select(static entry => entry.Path.Value).Order(StringComparer.Ordinal)];

    /// <summary>The physical tree, so that the backend is not its own witness.</summary>
    protected string[] OnDisk() => [.. Below(Root).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)];

    protected string OnDisk(string path) => Path.Combine(Root, path);

    protected static async Task<StorageException> FailureOf(Task call, StorageErrorKind kind)
    {
        StorageException? failure = null;
        try
        {
            await call;
        }
        catch (StorageException thrown)
        {
            failure = thrown;
        }

        Assert.That(failure?.Kind, Is.EqualTo(kind), failure?.Message ?? "nothing was thrown");
        return failure!;
    }

    private static IEnumerable<string> Below(string directory)
    {
        foreach (FileSystemInfo info in new DirectoryInfo(directory).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
        {
            yield return info.FullName;
            foreach (string path in info is DirectoryInfo && info.LinkTarget is null ? Below(info.FullName) : [])
            {
                yield return path;
            }
        }
    }
}
