using System.Collections.Concurrent;
using Orbit.Storage;
using QuickStart.Display;

namespace QuickStart.Steps;

/// <summary>
/// Compares every file's hash: the source read through the interface, the copy through the operating system, so that one mistake cannot hide in both.
/// </summary>
internal sealed class Verification(IStorageBackend source, string copyRoot, int parallel)
{
    private const int MostShown = 10;
    private readonly ConcurrentBag<string> _mismatches = [];
    private long _verified;

    public Task RunAsync(StorageEntry? largest, string? downloaded, ByteCounter counter, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            source.ListAsync(StoragePath.Root, new ListOptions { Recursive = true }, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
            async (entry, token) =>
            {
                if (entry.Kind == StorageEntryKind.File)
                {
                    await CompareAsync(entry, entry.Path == largest?.Path ? downloaded : null, counter, token);
                }
            });

    /// <summary>Says whether all is well, and what is not; 0 or 1, as the program's exit code.</summary>
    public int Judge(Census before, Census after)
    {
        bool same = before.Files == after.Files && before.Directories == after.Directories && before.Bytes == after.Bytes && _verified == before.Files;
        if (_mismatches.IsEmpty && same)
        {
            Console.WriteLine($"Verified: {_verified:N0} files, every hash equal.");
            return 0;
        }

        foreach (string mismatch in _mismatches.Take(MostShown))
        {
            Console.Error.WriteLine(mismatch);
        }

        Console.Error.WriteLine($"Not verified: {_mismatches.Count:N0} mismatches; listed {before.Files:N0} files, copied {after.Files:N0}, compared {_verified:N0}.");
        return 1;
    }

    private async Task CompareAsync(StorageEntry entry, string? downloaded, ByteCounter counter, CancellationToken cancellationToken)
    {
        UInt128 expected = await ContentHash.OfAsync(source, entry.Path, counter, cancellationToken);
        string copy = Path.Combine(copyRoot, entry.Path.Value);
        foreach (string file in downloaded is null ? [copy] : new[] { copy, downloaded })
        {
            if (!File.Exists(file))
            {
                _mismatches.Add($"{entry.Path}: there is no copy at {file}");
            }
            else if (await ContentHash.OfAsync(file, cancellationToken) != expected)
            {
                _mismatches.Add($"{entry.Path}: the content differs at {file}");
            }
        }

        Interlocked.Increment(ref _verified);
    }
}
