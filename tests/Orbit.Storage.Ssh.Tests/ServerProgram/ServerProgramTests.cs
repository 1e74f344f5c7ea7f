using Orbit.Storage.Ssh.Tests.Servers;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Ssh.Tests.ServerProgram;

/// <summary>What the server's own program gives, looked at from outside.</summary>
public sealed class ServerProgramTests : SshTest
{
    [Test]
    public async Task List_ManyEntries_ShowsEachOnce()
    {
        const int Count = 5000;
        for (int i = 0; i < Count; i++)
        {
            File.WriteAllText(At($"file{i}"), "");
        }

        List<StorageEntry> entries = await ListAsync("");

        Assert.That(entries.Select(entry => entry.Name).Distinct().Count(), Is.EqualTo(Count));
        Assert.That(entries, Has.Count.EqualTo(Count));
        Assert.That(await IsProgramInUseAsync(), Is.True);
    }

    [Test]
    public async Task List_BrokenOff_LeavesNoHandle()
    {
        for (int i = 0; i < 3000; i++)
        {
            File.WriteAllText(At($"file{i}"), "");
        }

        await foreach (StorageEntry _ in Backend.ListAsync("", new ListOptions { PageSize = 10 }, Token))
        {
            break;
        }

        Assert.That(() => Conformance.ServerHandles.CountBelow(Root), Is.Zero.After(5000, 20));
    }

    [Test]
    public async Task Copy_OnTheServer_IsExactAndKeepsPermissions()
    {
        PatternedContent content = new(5L << 20, seed: 3);
        await Backend.WriteAsync("file", content.OpenSource(), null, Token);
        await Backend.SetAttributesAsync("file", new StorageAttributes { Permissions = (UnixFileMode)0b111_101_000 }, Token);

        await Backend.CopyAsync("file", "other/copy", null, Token);

        await using FileStream copy = File.OpenRead(At("other/copy"));
        await content.MatchesAsync(System.IO.Pipelines.PipeReader.Create(copy), null, Token);
        Assert.That((await Backend.StatAsync("other/copy", Token)).Permissions, Is.EqualTo((UnixFileMode)0b111_101_000));
        Assert.That(Directory.GetFileSystemEntries(At("other")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Write_Durable_IsThere()
    {
        await PutAsync("new/directory/file", "content", new WriteOptions { Durable = true });

        Assert.That(File.ReadAllText(At("new/directory/file")), Is.EqualTo("content"));
    }

    [Test]
    public async Task Stat_Link_IsALink()
    {
        File.WriteAllText(At("target"), "content");
        File.CreateSymbolicLink(At("link"), At("target"));
        File.CreateSymbolicLink(At("nowhere"), At("missing"));

        StorageEntry link = await Backend.StatAsync("link", Token);
        StorageEntry nowhere = await Backend.StatAsync("nowhere", Token);

        Assert.That((link.Kind, nowhere.Kind), Is.EqualTo((StorageEntryKind.SymbolicLink, StorageEntryKind.SymbolicLink)));
    }

    protected override SshBackendOptions Options()
    {
        SshBackendOptions options = base.Options();
        options.ServerProgram = ServerPrograms.Find();
        return options;
    }

    // internal-sftp runs within sshd; a process of that name and of this server's user is the one that was asked for.
    private async Task<bool> IsProgramInUseAsync()
    {
        await Backend.StatAsync("", Token);
        return Directory.EnumerateDirectories("/proc").Any(process =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(process, "comm")).Trim() == "sftp-server";
            }
            catch (IOException)
            {
                return false;
            }
        });
    }
}
