using System.Globalization;
using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Transfers.Trees;

/// <summary>A process that copies a tree and can be killed. It says "copied PATH" for each file, when the journal has it, and "done TRANSFERRED RESUMED".</summary>
internal static class TreeChild
{
    public static async Task<int> CopyAsync(string source, string target, string journal)
    {
        await using LocalBackend from = new(new LocalBackendOptions { Root = source });
        await using LocalBackend to = new(new LocalBackendOptions { Root = target });
        TreeReport report = await from.CopyTreeAsync("", to, "", new CopyTreeOptions { Resume = new TreeResumeOptions { JournalFile = journal }, Concurrency = 8, Events = new Teller() });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done {report.Transferred} {report.Resumed}"));
        return 0;
    }

    // At once, where Progress<T> would post to the pool.
    private sealed class Teller : IProgress<TreeEvent>
    {
        public void Report(TreeEvent value)
        {
            if (value.Action == TreeAction.Copied)
            {
                Console.WriteLine($"copied {value.Path}");
            }
        }
    }
}
