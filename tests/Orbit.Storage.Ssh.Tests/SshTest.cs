using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests;

/// <summary>A backend on an empty directory of the server, which the test looks into by the file system.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(60_000)]
public abstract class SshTest : IAsyncDisposable
{
    private SshBackend? _backend;

    protected string Root { get; private set; } = "";

    protected SshBackend Backend => _backend ??= new SshBackend(Options());

    protected static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public void MakeRoot() => Root = OpenSshServer.NewDirectory();

    public async ValueTask DisposeAsync()
    {
        if (_backend is not null)
        {
            await _backend.DisposeAsync();
        }

        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    protected virtual SshBackendOptions Options() => OpenSshServer.NewOptions(Root);

    /// <summary>The place of a path in the file system behind the server.</summary>
    protected string At(string path) => Path.Combine(Root, path);

    /// <summary>Makes a directory that the server's user may write.</summary>
    protected string MakeDirectory(string path)
    {
        string directory = At(path);
        Directory.CreateDirectory(directory);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, (UnixFileMode)0b111_111_111);
        }

        return directory;
    }

    protected Task<WriteResult> PutAsync(StoragePath path, string text, WriteOptions? options = null) =>
        Backend.WriteAsync(path, PipeReader.Create(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text))), options, Token);

    protected async Task<string> GetAsync(StoragePath path)
    {
        await using StorageContent content = await Backend.OpenReadAsync(path, null, Token);
        using StreamReader reader = new(content.Reader.AsStream());
        return await reader.ReadToEndAsync(Token);
    }

    protected async Task<List<StorageEntry>> ListAsync(StoragePath path, ListOptions? options = null)
    {
        List<StorageEntry> entries = [];
        await foreach (StorageEntry entry in Backend.ListAsync(path, options, Token))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
