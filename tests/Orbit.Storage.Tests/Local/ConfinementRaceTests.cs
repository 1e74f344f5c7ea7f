using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

/// <summary>Somebody swaps a directory for a link that leads out, again and again, while calls go through it.</summary>
[TestFixture(VolumeKind.Linux, SymbolicLinkPolicy.Hide)]
[TestFixture(VolumeKind.Linux, SymbolicLinkPolicy.Follow)]
[TestFixture(VolumeKind.LinuxBySegments, SymbolicLinkPolicy.Hide)]
[TestFixture(VolumeKind.LinuxBySegments, SymbolicLinkPolicy.Follow)]
public sealed class ConfinementRaceTests(VolumeKind kind, SymbolicLinkPolicy policy)
{
    private const int CurrentDirectory = -100;
    private const uint ExchangeFlag = 2;
    private const int Rounds = 300;
    private readonly string _around = Directory.CreateTempSubdirectory("orbit-race-").FullName;

    [TearDown]
    public void Remove()
    {
        Directory.Delete(_around, recursive: true);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task AnyCall_DirectorySwappedForALink_StaysInside(CancellationToken cancellationToken)
    {
        string root = Path.Combine(_around, "root");
        string outside = Path.Combine(_around, "outside");
        string place = Path.Combine(root, "place");
        Directory.CreateDirectory(place);
        await File.WriteAllTextAsync(Path.Combine(place, "file"), "inside", cancellationToken);
        Directory.CreateDirectory(Path.Combine(outside, "tree"));
        foreach (string name in new[] { "file", "victim", "tree/leaf" })
        {
            await File.WriteAllTextAsync(Path.Combine(outside, name), "outside", cancellationToken);
        }

        Directory.CreateSymbolicLink(Path.Combine(root, "link"), outside);
        string[] before = Snapshot(outside);

        await using LocalBackend backend = OpenBackend(root);
        Task[] attacks =
        [
            AttackAsync(async () => Assert.That(await ReadAsync(backend, "place/file"), Is.EqualTo("inside")), cancellationToken),
            AttackAsync(() => WriteAsync(backend, "place/victim"), cancellationToken),
            AttackAsync(() => WriteAsync(backend, "place/tree/leaf"), cancellationToken),
            AttackAsync(() => backend.DeleteAsync("place/tree", new DeleteOptions { Recursive = true }), cancellationToken),
            AttackAsync(() => backend.DeleteAsync("place/victim"), cancellationToken),
            AttackAsync(() => backend.CreateDirectoryAsync("place/made/deep"), cancellationToken),
            AttackAsync(() => backend.RenameAsync("place/tree", "place/moved"), cancellationToken),
            AttackAsync(() => backend.CopyAsync("place/file", "place/copy"), cancellationToken),
            AttackAsync(() => backend.SetAttributesAsync("place/victim", new StorageAttributes { LastModified = DateTimeOffset.UnixEpoch }), cancellationToken),
            AttackAsync(async () =>
            {
                await foreach (StorageEntry entry in backend.ListAsync("place", new ListOptions { Recursive = true }))
                {
                    Assert.That(entry.Size, Is.Not.EqualTo("outside".Length));
                }
            }, cancellationToken),
        ];
        Task all = Task.WhenAll(attacks);
        await Task.Factory.StartNew(() => Swap(root, all), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await all;

        Assert.That(Snapshot(outside), Is.EqualTo(before));
    }

    private static string[] Snapshot(string directory) =>
        [.. new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Select(static file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O}").Order()];

    private static Task<WriteResult> WriteAsync(LocalBackend backend, StoragePath path) =>
        backend.WriteAsync(path, PipeReader.Create(new ReadOnlySequence<byte>([1, 2, 3])));

    // "place" is by turns a directory and a link that leads out, and never missing (RENAME_EXCHANGE).
    private static void Swap(string root, Task attacks)
    {
        Random random = new(1);
        while (!attacks.IsCompleted)
        {
            int result = Exchange(CurrentDirectory, Path.Combine(root, "place"), CurrentDirectory, Path.Combine(root, "link"), ExchangeFlag);
            Assert.That(result, Is.Zero);
            Thread.SpinWait(random.Next(2000));
        }
    }

    [DllImport("libc", EntryPoint = "renameat2", CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Exchange(int fromDirectory, string from, int toDirectory, string to, uint flags);

    private static async Task AttackAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        await Task.Yield();
        for (int i = 0; i < Rounds && !cancellationToken.IsCancellationRequested; i++)
        {
            try
            {
                await call();
            }
            catch (StorageException refused) when (refused.Kind is StorageErrorKind.PermissionDenied or StorageErrorKind.NotFound or StorageErrorKind.Busy
                or StorageErrorKind.NotADirectory or StorageErrorKind.AlreadyExists or StorageErrorKind.ObjectChanged or StorageErrorKind.DirectoryNotEmpty)
            {
            }
        }
    }

    private static async Task<string> ReadAsync(LocalBackend backend, StoragePath path)
    {
        await using StorageContent content = await backend.OpenReadAsync(path);
        ReadResult result = await content.Reader.ReadAtLeastAsync(100);
        return System.Text.Encoding.UTF8.GetString(result.Buffer.ToArray());
    }

    private LocalBackend OpenBackend(string root)
    {
        LocalBackendOptions options = new() { Root = root, SymbolicLinks = policy };
        options.Retry.MaxAttempts = 1;
        return LocalFixture.OpenKind(kind, options);
    }
}
