using Orbit.Storage.Local;
using Orbit.Storage.Memory;
using Orbit.Storage.Tests.Extensions;

namespace Orbit.Storage.Tests.Transfers.Trees;

/// <summary>The same over directories, whose listings have no order.</summary>
public sealed class LocalTreeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Test]
    public async Task CopyTree_ThereAndBack_IsTheSame()
    {
        await using LocalBackend local = Open("a");
        await using MemoryBackend memory = new();
        await using LocalBackend back = Open("b");
        await FillAsync(local);

        await local.CopyTreeAsync("", memory, "q");
        await memory.CopyTreeAsync("q", back, "");

        Assert.That(await TreePairRig.ShowAsync(back), Is.EqualTo(await TreePairRig.ShowAsync(local)));
        Assert.That(Times("b"), Is.EqualTo(Times("a")));
    }

    [Test]
    public async Task Sync_DirectoriesWithoutOrder_SendsOnlyWhatChanged()
    {
        await using LocalBackend source = Open("a");
        await using LocalBackend target = Open("b");
        await FillAsync(source);
        await source.SyncAsync("", target, "");
        await source.WriteTextAsync("d3/f7", "changed!");
        await source.DeleteAsync("d5", new DeleteOptions { Recursive = true });

        TreeReport report = await source.SyncAsync("", target, "", new SyncOptions { DeleteExtra = true });

        Assert.That((report.Transferred, report.Deleted, report.Unchanged), Is.EqualTo((1L, 11L, 89L)));
        Assert.That(await TreePairRig.ShowAsync(target), Is.EqualTo(await TreePairRig.ShowAsync(source)));
        Assert.That(Times("b"), Is.EqualTo(Times("a")));
        Assert.That((await source.SyncAsync("", target, "")).Transferred, Is.Zero);
    }

    [Test]
    public async Task CopyTree_DirectoriesThatShutTheirOwnerOut_AreShutLast()
    {
        await using LocalBackend source = Open("a");
        await using LocalBackend target = Open("b");
        await source.WriteTextAsync("d/e/f", "x");
        await source.SetAttributesAsync("d/e", new StorageAttributes { Permissions = UnixFileMode.UserRead });
        await source.SetAttributesAsync("d", new StorageAttributes { Permissions = UnixFileMode.UserRead | UnixFileMode.UserExecute });

        await source.CopyTreeAsync("", target, "");

        Assert.That((await target.StatAsync("d/e")).Permissions, Is.EqualTo(UnixFileMode.UserRead));
        Assert.That((await target.StatAsync("d")).Permissions, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserExecute));
        await source.SetAttributesAsync("d/e", new StorageAttributes { Permissions = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite });
        await target.SetAttributesAsync("d/e", new StorageAttributes { Permissions = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite });
        await source.SetAttributesAsync("d", new StorageAttributes { Permissions = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite });
        await target.SetAttributesAsync("d", new StorageAttributes { Permissions = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite });
    }

    [Test]
    public async Task CopyTree_SymbolicLinks_ArePassedOverAndSaid()
    {
        Directory.CreateDirectory(_directory["a"]);
        await using LocalBackend source = new(new LocalBackendOptions { Root = _directory["a"], SymbolicLinks = SymbolicLinkPolicy.Show });
        await using LocalBackend target = Open("b");
        await source.WriteTextAsync("f", "x");
        File.CreateSymbolicLink(Path.Combine(_directory["a"], "link"), "f");
        RecordedEvents events = new();

        TreeReport report = await source.CopyTreeAsync("", target, "", new CopyTreeOptions { Events = events });

        Assert.That(await TreePairRig.ShowAsync(target), Is.EqualTo(new[] { "f=x" }));
        Assert.That((report.Skipped, events.Single(TreeAction.Skipped).Path.Value), Is.EqualTo((1L, "link")));
    }

    [Test]
    public async Task CopyTree_NameThatIsNoText_FailsAndTheRestArrives()
    {
        await using LocalBackend source = Open("a");
        await using LocalBackend target = Open("b");
        await source.WriteTextAsync("f", "x");
        await ShellAsync($"touch \"{_directory["a"]}/$(printf 'bad\\377')\"");

        TreeReport report = await source.CopyTreeAsync("", target, "", new CopyTreeOptions { OnFailure = TreeFailurePolicy.GoOn });
        TreeReport mirror = await source.SyncAsync("", target, "", new SyncOptions { OnFailure = TreeFailurePolicy.GoOn });

        Assert.That((report.Transferred, report.Failed, report.Failures[0].Kind), Is.EqualTo((1L, 1L, StorageErrorKind.InvalidPath)));
        Assert.That((mirror.Unchanged, mirror.Failed, mirror.Failures[0].Kind), Is.EqualTo((1L, 1L, StorageErrorKind.InvalidPath)));
        await ShellAsync($"rm \"{_directory["a"]}\"/bad*");
    }

    // .NET has no word for such a name.
    private static async Task ShellAsync(string command)
    {
        using System.Diagnostics.Process shell = System.Diagnostics.Process.Start("sh", ["-c", command]);
        await shell.WaitForExitAsync();
        Assert.That(shell.ExitCode, Is.Zero);
    }

    private LocalBackend Open(string name)
    {
        Directory.CreateDirectory(_directory[name]);
        return new LocalBackend(new LocalBackendOptions { Root = _directory[name] });
    }

    private static async Task FillAsync(LocalBackend backend)
    {
        for (int i = 0; i < 100; i++)
        {
            await TreePairRig.WriteAsync(backend, $"d{i / 10}/f{i % 10}", new string('x', i), TreePairRig.Then.AddMinutes(i));
        }

        await backend.CreateDirectoryAsync("d0.empty/deep");
        await backend.SetAttributesAsync("d1", new StorageAttributes { LastModified = TreePairRig.Then });
    }

    private string[] Times(string name) =>
    [
        .. Directory.EnumerateFileSystemEntries(_directory[name], "*", SearchOption.AllDirectories)
            .Select(path => $"{Path.GetRelativePath(_directory[name], path)} {File.GetLastWriteTimeUtc(path):O}").Order(StringComparer.Ordinal),
    ];
}
