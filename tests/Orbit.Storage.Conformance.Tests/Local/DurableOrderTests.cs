using System.Diagnostics;
using Orbit.Storage.Local;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Conformance.Tests.Local;

/// <summary>What the kernel is asked for, in which order, seen by strace(1). It stops every thread of this process at each call, hence alone.</summary>
[NonParallelizable]
[CancelAfter(60_000)]
public sealed class DurableOrderTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("orbit-durable-").FullName;

    [TearDown]
    public void RemoveRoot() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task F05_DurableWrite_SyncsDataThenRenamesThenSyncsDirectories([Values(1, 3)] int parts)
    {
        await using LocalBackend backend = new(new LocalBackendOptions { Root = _root });
        PatternedContent content = new(parts * 1024 * 1024);

        string[] calls = await TraceAsync(() => backend.WriteAsync("new/parents/target", content.OpenSource(), new WriteOptions { Durable = true, Transfer = new TransferOptions { PartSize = 1024 * 1024 } }));

        string trace = string.Join('\n', calls);
        int data = Array.FindIndex(calls, call => call.Contains("sync(", StringComparison.Ordinal) && call.Contains(".tmp>", StringComparison.Ordinal));
        int publish = Array.FindIndex(calls, call => (call.Contains("rename", StringComparison.Ordinal) || call.Contains("link", StringComparison.Ordinal)) && call.Contains("\"target\"", StringComparison.Ordinal));
        Assert.That(data, Is.InRange(0, publish - 1), trace);
        foreach (string directory in new[] { "/new/parents", "/new", "" })
        {
            int sync = Array.FindLastIndex(calls, call => call.Contains($"sync(", StringComparison.Ordinal) && call.Contains($"<{_root}{directory}>", StringComparison.Ordinal));
            Assert.That(sync, Is.GreaterThan(directory == "/new/parents" ? publish : -1), $"the directory '{directory}' in\n{trace}");
        }
    }

    private async Task<string[]> TraceAsync(Func<Task> action)
    {
        string log = Path.Combine(_root, "..", Path.GetFileName(_root) + ".strace");
        ProcessStartInfo start = new("strace", ["-f", "-y", "-e", "trace=fsync,fdatasync,rename,renameat,renameat2,link,linkat,mkdir,mkdirat", "-o", log, "-p", $"{Environment.ProcessId}"]) { RedirectStandardError = true };
        using Process? tracer = TryStart(start);
        if (tracer is null || await tracer.StandardError.ReadLineAsync(TestContext.CurrentContext.CancellationToken) is not { } greeting || !greeting.Contains("attached", StringComparison.Ordinal))
        {
            Assert.Ignore("The order of system calls is seen with strace(1), on Linux, where one process may trace another.");
            return [];
        }

        try
        {
            await action();
        }
        finally
        {
            using Process interrupt = Process.Start("kill", ["-INT", $"{tracer.Id}"]);
            await interrupt.WaitForExitAsync();
            await tracer.WaitForExitAsync();
        }

        string[] lines = await File.ReadAllLinesAsync(log);
        File.Delete(log);
        return [.. lines.Where(line => line.Contains(_root, StringComparison.Ordinal))];
    }

    private static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return OperatingSystem.IsLinux() ? Process.Start(start) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
