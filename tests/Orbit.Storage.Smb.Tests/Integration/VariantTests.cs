using Orbit.Storage.Smb.Tests.Servers;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Smb.Tests.Integration;

/// <summary>Every variant of the server: what was written is read, by us and by an independent client, and the connection is protected as that variant is to protect it.</summary>
public sealed class VariantTests
{
    private const int MiB = 1 << 20;

    // What smbstatus is to say: version, encryption, signing.
    private static readonly Dictionary<string, string[]> Expected = new()
    {
        ["plain"] = ["SMB3_11", "AES-128-GMAC"],
        ["signing"] = ["SMB3_11", "AES-128-GMAC"],
        ["encrypted"] = ["SMB3_11", "AES-"],
        ["smb311"] = ["SMB3_11"],
        ["smb21"] = ["SMB2_10", "HMAC-SHA256"],
        ["smb30"] = ["SMB3_00", "AES-128-CCM"],
        ["smb302"] = ["SMB3_02", "AES-128-CMAC"],
        ["ccm256"] = ["SMB3_11", "AES-256-CCM"],
        ["ccm128"] = ["SMB3_11", "AES-128-CCM"],
        ["gcm256"] = ["SMB3_11", "AES-256-GCM"],
        ["gcm128"] = ["SMB3_11", "AES-128-GCM"],
        ["cmac"] = ["SMB3_11", "AES-128-CMAC"],
        ["hmac"] = ["SMB3_11", "HMAC-SHA256"],
        ["credits4"] = ["SMB3_11"],
        ["credits16"] = ["SMB3_11"],
        ["credits128"] = ["SMB3_11"],
        ["guest"] = ["SMB3_11"],
    };

    [Test]
    public void Variants_OfTheScript_AreAllTested() => Assert.That(OwnSamba.Variants(), Is.EquivalentTo(Expected.Keys));

    [TestCaseSource(nameof(Names))]
    public async Task Variant_ContentOfEverySize_IsExactAndProtected(string variant)
    {
        using OwnSamba server = OwnSamba.Start(variant);
        await using SmbBackend backend = new(server.NewOptions());

        foreach (long size in new long[] { 0, 1, (64 * 1024) - 1, 64 * 1024, (64 * 1024) + 1, MiB - 1, MiB, MiB + 1, (9 * MiB) + 10 })
        {
            PatternedContent content = new(size, seed: (int)size);
            string name = $"dir/{size}.bin";
            await backend.WriteAsync(name, content.OpenStream());

            Assert.That(content.FindDifference(0, await backend.ReadBytesAsync(name)), Is.Null, $"{size} bytes, read");
            Assert.That(content.FindDifference(0, await File.ReadAllBytesAsync(Path.Combine(server.Root, name))), Is.Null, $"{size} bytes, on the disk");
            Assert.That(new FileInfo(Path.Combine(server.Root, name)).Length, Is.EqualTo(size));
        }

        Assert.That(server.Sessions(), Has.All.Matches<string>(session => Array.TrueForAll(Expected[variant], session.Contains)));
    }

    [TestCaseSource(nameof(Names))]
    public async Task Variant_EntriesAndCopies_Work(string variant)
    {
        using OwnSamba server = OwnSamba.Start(variant);
        await using SmbBackend backend = new(server.NewOptions());
        PatternedContent content = new((5 * MiB) + 3, seed: 7);
        await backend.WriteAsync("a/b/one", content.OpenStream());

        await backend.CopyAsync("a/b/one", "a/copy");
        await backend.RenameAsync("a/b/one", "a/two");
        for (int i = 0; i < 300; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(server.Root, "a", $"file with a longer name {i}"), "x");
        }

        Assert.That(content.FindDifference(0, await backend.ReadBytesAsync("a/copy")), Is.Null);
        Assert.That(await backend.ExistsAsync("a/b/one"), Is.False);
        Assert.That(await backend.ListAsync("a").CountAsync(), Is.EqualTo(303));
        Assert.That((await backend.StatAsync("a/two")).Size, Is.EqualTo(content.Length));
        await backend.DeleteAsync("a", new DeleteOptions { Recursive = true });
        Assert.That(Directory.GetFileSystemEntries(server.Root), Is.Empty);
    }

    [Test]
    public async Task Smbclient_WhatEitherWrites_TheOtherReads()
    {
        using OwnSamba server = OwnSamba.Start("encrypted");
        await using SmbBackend backend = new(server.NewOptions());
        PatternedContent content = new((3 * MiB) + 1, seed: 9);
        string ours = Path.GetTempFileName();
        string theirs = Path.GetTempFileName();
        try
        {
            await backend.WriteAsync("ours", content.OpenStream());
            await File.WriteAllBytesAsync(theirs, content.ToArray());
            server.Smbclient($"get ours {ours}; put {theirs} theirs");

            Assert.That(content.FindDifference(0, await File.ReadAllBytesAsync(ours)), Is.Null);
            Assert.That(content.FindDifference(0, await backend.ReadBytesAsync("theirs")), Is.Null);
        }
        finally
        {
            File.Delete(ours);
            File.Delete(theirs);
        }
    }

    private static string[] Names() => [.. Expected.Keys];
}
