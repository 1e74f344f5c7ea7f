using Orbit.Storage.Local;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Ssh.Tests.Entries;

/// <summary>SSH.NET resolves links before it deletes and renames; here the link itself is meant.</summary>
public sealed class LinkTests : SshTest
{
    [Test]
    public async Task Delete_LinkToAFile_LeavesTheFile()
    {
        File.WriteAllText(At("target"), "kept");
        File.CreateSymbolicLink(At("link"), "target");

        await Backend.DeleteAsync("link", null, Token);

        Assert.That((File.ReadAllText(At("target")), new FileInfo(At("link")).LinkTarget), Is.EqualTo(("kept", (string?)null)));
    }

    [Test]
    public async Task Delete_LinkToNowhere_IsDeleted()
    {
        File.CreateSymbolicLink(At("link"), "nowhere");

        await Backend.DeleteAsync("link", null, Token);

        Assert.That(new FileInfo(At("link")).LinkTarget, Is.Null);
    }

    [Test]
    public async Task Rename_Link_MovesTheLinkAndNotItsTarget([Values("target", "nowhere")] string target, [Values] bool replaces)
    {
        File.WriteAllText(At("target"), "kept");
        File.CreateSymbolicLink(At("link"), target);
        if (replaces)
        {
            await PutAsync("moved", "old");
        }

        await Backend.RenameAsync("link", "moved", null, Token);

        Assert.That(new FileInfo(At("moved")).LinkTarget, Is.EqualTo(target));
        Assert.That(new FileInfo(At("link")).LinkTarget, Is.Null);
        Assert.That(File.ReadAllText(At("target")), Is.EqualTo("kept"));
    }

    [Test]
    public async Task Rename_OntoALink_ReplacesTheLinkAndNotItsTarget()
    {
        File.WriteAllText(At("target"), "kept");
        File.CreateSymbolicLink(At("link"), "target");
        await PutAsync("source", "new");

        await Backend.RenameAsync("source", "link", null, Token);

        Assert.That((File.ReadAllText(At("link")), new FileInfo(At("link")).LinkTarget, File.ReadAllText(At("target"))), Is.EqualTo(("new", (string?)null, "kept")));
    }

    [Test]
    public async Task Stat_Link_DescribesTheLink([Values("target", "nowhere", "link")] string target)
    {
        File.WriteAllText(At("target"), "kept");
        File.CreateSymbolicLink(At("link"), target);

        Assert.That((await Backend.StatAsync("link", Token)).Kind, Is.EqualTo(StorageEntryKind.SymbolicLink));
    }

    [Test]
    public async Task Write_OntoALinkToNowhere_WritesNothingWhereItLeads()
    {
        string outside = MakeDirectory("outside");
        MakeDirectory("root");
        File.CreateSymbolicLink(At("root/link"), Path.Combine(outside, "new"));
        await using SshBackend below = new(Servers.OpenSshServer.NewOptions(At("root")));

        await StorageAssert.FailsAsync(
            () => below.WriteAsync("link", System.IO.Pipelines.PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>([1])), null, Token), StorageErrorKind.PermissionDenied);
        await StorageAssert.FailsAsync(() => below.CreateDirectoryAsync("link", null, Token), StorageErrorKind.PermissionDenied);
        await StorageAssert.FailsAsync(() => below.CreateDirectoryAsync("link/deeper", null, Token), StorageErrorKind.PermissionDenied);

        Assert.That(Directory.GetFileSystemEntries(outside), Is.Empty);
        Assert.That(new FileInfo(At("root/link")).LinkTarget, Is.Not.Null);
        Assert.That(Directory.GetFileSystemEntries(At("root")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task List_Links_AreShownAsThePolicySays([Values] SymbolicLinkPolicy policy)
    {
        File.WriteAllText(At("file"), "content");
        File.CreateSymbolicLink(At("inside"), "file");
        File.CreateSymbolicLink(At("broken"), "nowhere");
        File.CreateSymbolicLink(At("outside"), "/etc/passwd");
        SshBackendOptions options = Options();
        options.SymbolicLinks = policy;
        await using SshBackend backend = new(options);

        List<string> names = [];
        await foreach (StorageEntry entry in backend.ListAsync("", null, Token))
        {
            names.Add(entry.Name);
        }

        Assert.That(names, Is.EquivalentTo(policy switch
        {
            SymbolicLinkPolicy.Hide => new[] { "file" },
            SymbolicLinkPolicy.Show => ["file", "inside", "broken", "outside"],
            _ => ["file", "inside"],
        }));
    }
}
