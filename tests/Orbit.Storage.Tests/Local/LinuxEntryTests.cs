using System.Text;
using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

/// <summary>What only the volume of Linux can.</summary>
public sealed class LinuxEntryTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("orbit-linux-").FullName;
    private LocalBackend? _backend;

    private LocalBackend Backend => _backend ??= new LocalBackend(new LocalBackendOptions { Root = _root });

    [TearDown]
    public async Task RemoveAsync()
    {
        await Backend.DeleteAsync(StoragePath.Root, new DeleteOptions { Recursive = true });
        await Backend.DisposeAsync();
        Directory.Delete(_root);
    }

    [Test]
    public async Task SetAttributesAsync_ExtendedAttributes_AreKeptBesideOthers()
    {
        if (!Backend.Capabilities.ExtendedAttributes)
        {
            Assert.Ignore("the file system of the temporary directory keeps no extended attributes");
        }

        await Backend.WriteTextAsync("file", "text");
        await Backend.SetAttributesAsync("file", Extended("user.origin", [1, 0, 255]));
        await Backend.SetAttributesAsync("file", Extended("user.empty", []));

        StorageAttributes attributes = await Backend.GetAttributesAsync("file");

        Assert.That(
            attributes.ExtendedAttributes!.Where(static pair => pair.Key.StartsWith("user.", StringComparison.Ordinal)).ToDictionary(static pair => pair.Key, static pair => Convert.ToHexString(pair.Value.Span)),
            Is.EquivalentTo(new Dictionary<string, string> { ["user.origin"] = "0100FF", ["user.empty"] = "" }));
    }

    [Test]
    public async Task SetAttributesAsync_Owner_IsKeptByAWriteOfRoot()
    {
        if (Environment.UserName != "root")
        {
            Assert.Ignore("only root can give a file away");
        }

        await Backend.WriteTextAsync("file", "text");
        await Backend.SetAttributesAsync("file", new StorageAttributes { Owner = new StorageOwner { UserId = 1234 } });

        await Backend.WriteTextAsync("file", "other");

        StorageEntry entry = await Backend.StatAsync("file");
        Assert.That((entry.Owner?.UserId, entry.Owner?.GroupId), Is.EqualTo((1234L, 0L)));
    }

    [Test]
    public async Task SetAttributesAsync_OwnerByName_IsUnsupported()
    {
        await Backend.WriteTextAsync("file", "text");

        Assert.That(
            async () => await Backend.SetAttributesAsync("file", new StorageAttributes { Owner = new StorageOwner { UserName = "nobody" } }),
            Throws.InstanceOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.Unsupported));
    }

    [Test]
    public async Task NameThatIsNotUtf8_IsListedReadRenamedAndDeleted()
    {
        MakeWithStrangeName();

        List<StorageEntry> entries = await Backend.ListToListAsync(StoragePath.Root, maxEntries: 10);

        StoragePath strange = entries.Single().Path;
        Assert.That((strange.IsPortable, strange.Value), Is.EqualTo((false, "caf\udce9")));
        Assert.That(await Backend.ReadTextAsync(strange), Is.EqualTo("text"));
        await Backend.RenameAsync(strange, "plain");
        Assert.That(Directory.GetFiles(_root).Select(Path.GetFileName), Is.EqualTo(new[] { "plain" }));
    }

    [Test]
    public async Task NameThatIsNotUtf8_IsDeletedWithItsTree()
    {
        MakeWithStrangeName();

        await Backend.DeleteAsync(StoragePath.Root, new DeleteOptions { Recursive = true });

        Assert.That(Directory.GetFileSystemEntries(_root), Is.Empty);
    }

    [Test]
    public async Task PathLongerThanTheSystemTakes_IsReachedInPieces()
    {
        StoragePath path = string.Join('/', Enumerable.Repeat(new string('d', 200), 30)) + "/file";

        await Backend.WriteTextAsync(path, "text");

        Assert.That(await Backend.ReadTextAsync(path), Is.EqualTo("text"));
        Assert.That(await Backend.ListToListAsync(StoragePath.Root, 100, new ListOptions { Recursive = true }), Has.Count.EqualTo(31));
    }

    [Test]
    public async Task RenameAsync_BetweenTwoNamesOfOneFile_IsSameObject()
    {
        await Backend.WriteTextAsync("file", "text");
        using (System.Diagnostics.Process made = System.Diagnostics.Process.Start("ln", [Path.Combine(_root, "file"), Path.Combine(_root, "second")]))
        {
            await made.WaitForExitAsync();
        }

        Assert.That(
            async () => await Backend.RenameAsync("file", "second"),
            Throws.InstanceOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.SameObject));
        Assert.That(Directory.GetFiles(_root), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task AcrossAMount_RenameIsUnsupportedAndCopyGoesThroughTheProcess()
    {
        using ScratchMount mount = ScratchMount.Create(Path.Combine(_root, "mount"), "size=1m");
        await Backend.WriteTextAsync("file", "text");

        Assert.That(
            async () => await Backend.RenameAsync("file", "mount/file"),
            Throws.InstanceOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.Unsupported).And.Message.Contains("copy and delete"));
        await Backend.CopyAsync("file", "mount/new/file");

        Assert.That(await Backend.ReadTextAsync("mount/new/file"), Is.EqualTo("text"));
        Assert.That(Directory.GetFiles(Path.Combine(_root, "mount", "new")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task ListAsync_EntriesDeletedMeanwhile_AreLeftOut()
    {
        for (int i = 0; i < 50; i++)
        {
            await Backend.WriteTextAsync($"d/{i}", "text");
        }

        int shown = 0;
        await foreach (StorageEntry entry in Backend.ListAsync("d", new ListOptions { PageSize = 5, Prefetch = false }))
        {
            if (shown++ == 0)
            {
                foreach (string file in Directory.GetFiles(Path.Combine(_root, "d")))
                {
                    File.Delete(file);
                }
            }
        }

        Assert.That(shown, Is.EqualTo(5));
    }

    private static StorageAttributes Extended(string name, byte[] value) =>
        new() { ExtendedAttributes = new Dictionary<string, ReadOnlyMemory<byte>> { [name] = value } };

    // .NET's own calls take no such name; the shell does.
    private void MakeWithStrangeName()
    {
        using System.Diagnostics.Process made = System.Diagnostics.Process.Start("sh", ["-c", $"printf text > \"{_root}/$(printf 'caf\\351')\""]);
        made.WaitForExit();
        Assert.That(made.ExitCode, Is.Zero, Encoding.UTF8.EncodingName);
    }
}
