using System.Diagnostics;

namespace Orbit.Storage.Tests.Local;

/// <summary>What a durable write does, as the kernel saw it.</summary>
public sealed class DurabilityTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("orbit-durable-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    [CancelAfter(120_000)]
    public async Task WriteAsync_Durable_FlushesDataThenRenamesThenFlushesDirectoriesUpwards(CancellationToken cancellationToken)
    {
        string trace = Path.Combine(_root, "trace");
        string root = Directory.CreateDirectory(Path.Combine(_root, "root")).FullName;
        Directory.CreateDirectory(Path.Combine(root, "old"));

        await TraceAsync(trace, ["write-durably", root, "old/new/deep/file"], cancellationToken);

        string[] steps = [.. (await File.ReadAllLinesAsync(trace, cancellationToken)).Where(line => line.Contains(root, StringComparison.Ordinal)).Select(line => Describe(line, root)).OfType<string>()];
        Assert.That(steps, Is.EqualTo(new[]
        {
            "fsync old/TEMPORARY", "mkdir new", "mkdir deep", "rename TEMPORARY file", "fsync old/new/deep", "fsync old/new", "fsync old",
        }));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(root, "old/new/deep/file"), cancellationToken), Is.EqualTo("text"));
    }

    private static async Task TraceAsync(string trace, string[] args, CancellationToken cancellationToken)
    {
        Process child;
        try
        {
            // -y names what a descriptor stands for.
            child = ChildProgram.Start(["strace", "-f", "-qq", "-y", "-e", "trace=fsync,fdatasync,mkdirat,renameat2", "-o", trace], args);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("strace is not installed");
            return;
        }

        using (child)
        {
            string error = await child.StandardError.ReadToEndAsync(cancellationToken);
            await child.WaitForExitAsync(cancellationToken);
            Assert.That(child.ExitCode, Is.Zero, error);
        }
    }

    /// <summary>Puts a line such as <c>123 fsync(45&lt;/root/old&gt;) = 0</c> into words without numbers.</summary>
    private static string? Describe(string line, string root)
    {
        string call = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].TrimStart();
        string Between(string text, string from, string to)
        {
            int start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
            return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
        }

        string Place(string text) => Plain(Between(text, "<" + root, ">").TrimStart('/'));
        string Plain(string path) => TemporaryName.IsMatch(Path.GetFileName(path)) ? Path.Combine(Path.GetDirectoryName(path)!, "TEMPORARY") : path;
        string[] quoted = call.Split('"');
        return call.Split('(')[0] switch
        {
            "fsync" or "fdatasync" => $"fsync {Place(call)}",
            "mkdirat" => $"mkdir {quoted[1]}",
            "renameat2" => $"rename {Plain(quoted[1])} {quoted[3]}",
            _ => null,
        };
    }
}
