using System.Diagnostics;
using Orbit.Storage.Resilience;
using Orbit.Storage.Ssh.Tests.HostKeys;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Connection;

public class DarkBackendTests
{
    // Far above what is promised, far below what SSH.NET alone takes.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(25);
    private static readonly StoragePath Name = new("object");

    [TestCase("stat")]
    [TestCase("list")]
    [TestCase("read")]
    [TestCase("write")]
    [TestCase("write much")]
    [TestCase("delete")]
    [TestCase("rename")]
    [TestCase("create directory")]
    public async Task Operation_NetworkGoesDark_EndsByItsDeadlineAndSoDoesDisposal(string operation)
    {
        using DarkProxy network = new(OpenSshServer.Port);
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.KnownHostsFile = null;
        options.HostKeyFingerprints.Add(Fingerprints.Of("host_ed25519"));
        options.Port = network.Port;
        options.MaxConnections = 1;
        options.Retry.MaxAttempts = 1;
        TimeSpan brief = TimeSpan.FromSeconds(3);
        options.Deadlines = new DeadlineOptions { Connect = brief, FirstByte = brief, Idle = brief, Operation = brief, Complete = brief, Abort = brief };
        SshBackend backend = new(options);
        await WriteAsync(backend, Name, 100);
        network.GoDark();
        long start = Stopwatch.GetTimestamp();

        Assert.That(async () => await Run(backend, operation).WaitAsync(Soon), Throws.Exception.Not.TypeOf<TimeoutException>());
        await backend.DisposeAsync();

        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(Soon));
    }

    private static async Task Run(SshBackend backend, string operation)
    {
        switch (operation)
        {
            case "stat":
                await backend.StatAsync(Name);
                break;
            case "list":
                await foreach (StorageEntry _ in backend.ListAsync(StoragePath.Root))
                {
                }

                break;
            case "read":
                await using (StorageContent content = await backend.OpenReadAsync(Name))
                {
                }

                break;
            case "delete":
                await backend.DeleteAsync(Name);
                break;
            case "rename":
                await backend.RenameAsync(Name, new StoragePath("other"));
                break;
            case "create directory":
                await backend.CreateDirectoryAsync(new StoragePath("directory"));
                break;
            default:
                await WriteAsync(backend, new StoragePath("new"), operation == "write" ? 100 : 20_000_000);
                break;
        }
    }

    private static async Task WriteAsync(SshBackend backend, StoragePath path, int length)
    {
        using MemoryStream content = new(new byte[length]);
        await backend.WriteAsync(path, content);
    }
}
