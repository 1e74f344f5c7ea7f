using System.Diagnostics;
using System.IO.Pipelines;
using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

/// <summary>What this program does when a test starts it again: for what must be watched from outside, or killed.</summary>
internal static class ChildProgram
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["write-durably", string root, string path]:
                await using (LocalBackend backend = new(new LocalBackendOptions { Root = root }))
                {
                    await backend.WriteTextAsync(path, "text", new WriteOptions { Durable = true });
                }

                return 0;

            case ["write-without-end", string root, string path]:
                await using (LocalBackend backend = new(new LocalBackendOptions { Root = root }))
                {
                    Pipe pipe = new();
                    Task<WriteResult> write = backend.WriteAsync(path, pipe.Reader);
                    while (true)
                    {
                        await pipe.Writer.WriteAsync(new byte[64 * 1024]);
                        await Task.Delay(1);
                    }
                }

            case ["write-resumably", string root, string path, string journal, string stallsAt]:
                await using (LocalBackend backend = new(new LocalBackendOptions { Root = root }))
                {
                    return await Shared.KilledWrite.RunAsync(backend, path, journal, stallsAt);
                }

            case ["copy-tree", string source, string target, string journal]:
                return await Transfers.Trees.TreeChild.CopyAsync(source, target, journal);

            default:
                return 2;
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="under">A program to run it under, with its arguments.</param>
    /// <param name="args">What it is to do.</param>
    /// <param name="readsOutput">Whether the test reads what it says.</param>
    public static Process Start(string[] under, string[] args, bool readsOutput = false)
    {
        string[] command = [.. under, "dotnet", "exec", typeof(ChildProgram).Assembly.Location, .. args];
        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = readsOutput };
        return Process.Start(start)!;
    }
}
