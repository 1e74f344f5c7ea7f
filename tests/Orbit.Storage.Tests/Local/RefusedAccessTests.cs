using System.Runtime.InteropServices;
using Orbit.Storage.Local;
using Orbit.Storage.Local.Linux;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Local;

/// <summary>What a user without rights meets. A thread of its own takes another user's identity for files (setfsuid(2)), which root can.</summary>
public sealed class RefusedAccessTests
{
    private const int Nobody = 65534;
    private readonly string _root = Directory.CreateTempSubdirectory("orbit-refused-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    public void Open_RootThatMayNotBeEntered_IsPermissionDenied()
    {
        StorageException? failure = null;
        AsNobody(() => failure = Assert.Throws<StorageException>(() => _ = new LocalBackend(new LocalBackendOptions { Root = Path.Combine(_root, "closed") })));

        Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.PermissionDenied));
        Assert.That(failure?.Message, Does.StartWith($"the root '{Path.Combine(_root, "closed")}' may not be entered by this process"));
    }

    [Test]
    public void AnyCall_WithoutRights_IsPermissionDeniedAndChangesNothing()
    {
        List<string> codes = [];
        AsNobody(() =>
        {
            using LinuxVolume volume = LinuxVolume.Open(Path.Combine(_root, "open"), new LocalBackendOptions { Root = _root }, null!);
            foreach (Action call in new Action[]
            {
                () => volume.OpenFile("secret"),
                () => volume.CreateTemporary(new WriteRequest("new", new WriteOptions())),
                () => volume.CreateTemporary(new WriteRequest("secret", new WriteOptions())),
                () => volume.Delete("secret"),
                () => volume.DeleteTree("directory", CancellationToken.None),
                () => volume.CreateDirectory("made", new CreateDirectoryOptions()),
                () => volume.Rename("secret", "other", new RenameOptions()),
                () => volume.SetAttributes("secret", new StorageAttributes { Permissions = UnixFileMode.OtherRead }),
                () => volume.SetAttributes("secret", new StorageAttributes { Owner = new StorageOwner { UserId = Nobody } }),
            })
            {
                ErrnoException? refused = Assert.Throws<ErrnoException>(() => call());
                StorageFault fault = LocalErrors.Classify(refused!, volume)!;
                codes.Add($"{fault.Kind} {fault.ServerCode}");
            }
        });

        Assert.That(codes.Distinct(), Is.SubsetOf(new[] { "PermissionDenied EACCES", "PermissionDenied EPERM" }));
        Assert.That(
            Directory.GetFileSystemEntries(Path.Combine(_root, "open"), "*", SearchOption.AllDirectories).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "secret", "directory", "file" }));
    }

    [Test]
    public void Stat_OwnFileThatMayNotBeRead_CanStillBeChanged()
    {
        StorageAttributes? attributes = null;
        AsNobody(() =>
        {
            using LinuxVolume volume = LinuxVolume.Open(Path.Combine(_root, "own"), new LocalBackendOptions { Root = _root }, null!);
            volume.SetAttributes("unreadable", new StorageAttributes { Permissions = UnixFileMode.UserWrite, LastModified = DateTimeOffset.UnixEpoch });
            attributes = volume.GetAttributes("unreadable");
        });

        Assert.That((attributes?.Permissions, attributes?.LastModified), Is.EqualTo((UnixFileMode.UserWrite, DateTimeOffset.UnixEpoch)));
    }

    private void AsNobody(Action action)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Assert.Ignore("only root can take another user's identity");
        }

        Prepare();
        Exception? failure = null;
        Thread thread = new(() =>
        {
            // The raw call changes this thread alone; a second one says what became of the first.
            _ = SetFileSystemUser(Nobody);
            failure = SetFileSystemUser(Nobody) == Nobody ? null : new InvalidOperationException("setfsuid had no effect");
            try
            {
                action();
            }
            catch (Exception thrown)
            {
                failure ??= thrown;
            }
        });
        thread.Start();
        thread.Join();
        Assert.That(failure, Is.Null);
    }

    private void Prepare()
    {
        const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode Visible = Closed | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(_root, Visible);
        Directory.CreateDirectory(Path.Combine(_root, "closed"), Closed);
        Directory.CreateDirectory(Path.Combine(_root, "open", "directory"));
        File.WriteAllText(Path.Combine(_root, "open", "secret"), "text");
        File.SetUnixFileMode(Path.Combine(_root, "open", "secret"), UnixFileMode.UserRead);
        File.WriteAllText(Path.Combine(_root, "open", "directory", "file"), "text");
        Directory.CreateDirectory(Path.Combine(_root, "own"));
        File.WriteAllText(Path.Combine(_root, "own", "unreadable"), "text");
        File.SetUnixFileMode(Path.Combine(_root, "own", "unreadable"), UnixFileMode.None);
        Assert.That(ChangeOwner(Path.Combine(_root, "own", "unreadable"), Nobody, Nobody), Is.Zero);
    }

    private static int SetFileSystemUser(int user) => (int)Call(RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? 151 : 122, user);

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Call(nint number, nint user);

    [DllImport("libc", EntryPoint = "chown", CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(string path, int user, int group);
}
