using Orbit.Storage.Smb.Tests.Servers;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Smb.Tests.Integration;

/// <summary>Who is let in, as whom, and how it is said that somebody is not.</summary>
public sealed class LogonTests
{
    [Test]
    public async Task Logon_WrongPassword_IsToldAtOnceWithTheServersCode()
    {
        SmbBackendOptions options = SambaServer.NewOptions();
        options.Password = "hunter2";
        await using SmbBackend backend = new(options);

        StorageException failure = await StorageAssert.FailsAsync(() => backend.StatAsync("file"), StorageErrorKind.AuthenticationFailed);

        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.Contain("0xC000006D").And.Not.Contain("hunter2"));
            Assert.That((failure.ServerCode, failure.Attempts, failure.IsTransient), Is.EqualTo(("0xC000006D", 1, false)));
        });
    }

    [Test]
    public async Task Logon_ServerMakesAGuestOfTheUser_IsRefused()
    {
        using OwnSamba server = OwnSamba.Start("guest");
        SmbBackendOptions options = server.NewOptions();
        options.User = "nobody-knows-me";
        await using SmbBackend backend = new(options);

        StorageException failure = await StorageAssert.FailsAsync(() => backend.StatAsync("file"), StorageErrorKind.AuthenticationFailed);

        Assert.That(failure.Message, Does.Contain("guest"));
    }

    // Samba lets nobody look at an open share, and write where its file system does.
    [Test]
    public async Task Logon_NobodyOnDemand_Lists()
    {
        using OwnSamba server = OwnSamba.Start("guest");
        await File.WriteAllTextAsync(Path.Combine(server.Root, "file"), "for everybody");
        await using SmbBackend backend = new(new SmbBackendOptions { Host = "127.0.0.1", Port = server.Port, Share = "data", Logon = SmbLogon.Anonymous });

        Assert.That((await backend.ListAsync("").ToListAsync()).Select(entry => entry.Name), Is.EqualTo(new[] { "file" }));
    }

    [Test]
    public async Task Logon_GuestOnDemand_ReadsAndWrites()
    {
        using OwnSamba server = OwnSamba.Start("guest");
        await using SmbBackend backend = new(new SmbBackendOptions { Host = "127.0.0.1", Port = server.Port, Share = "data", Logon = SmbLogon.Guest });

        await backend.WriteTextAsync("dir/file", "for everybody");

        Assert.That(await backend.ReadTextAsync("dir/file"), Is.EqualTo("for everybody"));
    }

    [Test]
    public async Task Logon_NoSuchShare_IsNoContainer()
    {
        SmbBackendOptions options = SambaServer.NewOptions();
        options.Share = "nosuch";
        await using SmbBackend backend = new(options);

        await StorageAssert.FailsAsync(() => backend.StatAsync("file"), StorageErrorKind.ContainerNotFound);
    }

    [Test]
    public async Task Logon_NoSuchRoot_IsNoContainerOrIsMade()
    {
        SmbBackendOptions options = SambaServer.NewOptions(root: SambaServer.NewDirectory() + "/no/such");
        await using SmbBackend backend = new(options);
        await StorageAssert.FailsAsync(() => backend.StatAsync("file"), StorageErrorKind.ContainerNotFound);

        options.CreateRoot = true;
        await using SmbBackend making = new(options);
        await making.WriteTextAsync("file", "content");

        Assert.That(await making.ReadTextAsync("file"), Is.EqualTo("content"));
    }

    [Test]
    public async Task Write_ToAReadOnlyShare_IsDenied()
    {
        SmbBackendOptions options = SambaServer.NewOptions();
        options.Share = "locked";
        await using SmbBackend backend = new(options);

        await StorageAssert.FailsAsync(() => backend.WriteTextAsync("file", "content"), StorageErrorKind.PermissionDenied);
    }

    [Test]
    public async Task Connect_VersionsTheServerLacks_IsUnsupported()
    {
        using OwnSamba server = OwnSamba.Start("smb311");
        SmbBackendOptions options = server.NewOptions();
        options.MaxVersion = SmbVersion.Smb302;
        await using SmbBackend backend = new(options);

        await StorageAssert.FailsAsync(() => backend.StatAsync("file"), StorageErrorKind.Unsupported);
    }

    [Test]
    public async Task Connect_EncryptionRequiredAndNotOffered_IsUnsupported()
    {
        using OwnSamba server = OwnSamba.Start("smb21");
        SmbBackendOptions options = server.NewOptions();
        options.Encryption = SmbEncryption.Required;
        await using SmbBackend backend = new(options);

        await StorageAssert.FailsAsync(() => backend.StatAsync("file"), StorageErrorKind.Unsupported);
    }

    [TestCase(SmbEncryption.WhenOffered, "AES-")]
    [TestCase(SmbEncryption.Required, "AES-")]
    [TestCase(SmbEncryption.Off, " - ")]
    public async Task Connect_EncryptionAsAsked_IsWhatTheServerSees(SmbEncryption encryption, string seen)
    {
        using OwnSamba server = OwnSamba.Start("plain");
        SmbBackendOptions options = server.NewOptions();
        options.Encryption = encryption;
        await using SmbBackend backend = new(options);

        await backend.WriteTextAsync("file", "content");

        Assert.That(server.Sessions().Single().Split("SMB3_11")[1].Split("  ")[^1] + server.Sessions().Single(), Does.Contain(seen));
    }

    [Test]
    public async Task Connect_NobodyThere_IsConnectionFailed()
    {
        SmbBackendOptions options = new() { Host = "127.0.0.1", Port = 1, Share = "s", User = "u", Password = "p" };
        options.Retry.MaxAttempts = 1;
        await using SmbBackend backend = new(options);

        await StorageAssert.FailsAsync(() => backend.StatAsync("file"), StorageErrorKind.ConnectionFailed);
    }
}
