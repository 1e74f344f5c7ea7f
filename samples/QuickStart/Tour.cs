using System.Diagnostics;
using Orbit.Storage;
using Orbit.Storage.Local;
using Orbit.Storage.Resilience;
using QuickStart.Display;
using QuickStart.Steps;

namespace QuickStart;

/// <summary>Copies a tree, lists the copy, downloads its largest file and verifies everything, through the interface alone.</summary>
internal sealed class Tour(Arguments arguments, ProgressDisplay display)
{
    // Half of the default, to show that it can be chosen: all transfers together hold no more, however many and however large.
    private const long TransferBuffers = 32 * 1024 * 1024;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using ScratchDirectory scratch = new(arguments.Keep);
        using TransferMemory memory = new(TransferBuffers);
        StorageServices services = new() { Memory = memory };
        string copyRoot = Path.Combine(scratch.Path, "copy");
        await using LocalBackend source = new(new LocalBackendOptions { Root = arguments.Directory, SymbolicLinks = SymbolicLinkPolicy.Show }, services);
        await using LocalBackend copy = new(new LocalBackendOptions { Root = copyRoot, CreateRoot = true }, services);
        int exitCode = await RunAsync(source, copy, scratch.Path, copyRoot, cancellationToken);
        Console.WriteLine($"Transfer buffers: at most {Units.Bytes(memory.PeakReserved)} of {Units.Bytes(TransferBuffers)} were reserved at once.");
        return exitCode;
    }

    private async Task<int> RunAsync(IStorageBackend source, IStorageBackend copy, string scratch, string copyRoot, CancellationToken cancellationToken)
    {
        Report report = new();
        long startedAt = Stopwatch.GetTimestamp();

        Census before = await report.TimeAsync("list the source", () => TreeCensus.TakeAsync(source, cancellationToken));
        Console.WriteLine($"Source: {arguments.Directory}: {before}");

        await report.TimeAsync("copy", before.Bytes, () => display.RunAsync("Copying", before.Bytes, counter =>
            new TreeCopy(source, copy, arguments.Parallel).RunAsync(counter, cancellationToken)));

        Census after = await report.TimeAsync("list the copy", () => TreeCensus.TakeAsync(copy, cancellationToken));
        Console.WriteLine($"Copy:   {after}");

        StorageEntry? largest = after.Largest;
        string? downloaded = null;
        if (largest is not null)
        {
            downloaded = Path.Combine(scratch, "largest");
            await report.TimeAsync("download the largest", largest.Size!.Value, () => display.RunAsync("Downloading", largest.Size.Value, counter =>
                copy.ReadToFileAsync(largest.Path, downloaded, new ReadToFileOptions { Read = new ReadOptions { Progress = counter.ForOneFile() } }, cancellationToken)));
            Console.WriteLine($"Largest: {largest.Path}, {Units.Bytes(largest.Size.Value)}, by ranges in parallel");
        }

        Verification verification = new(source, copyRoot, arguments.Parallel);
        await report.TimeAsync("verify", before.Bytes, () => display.RunAsync("Verifying", before.Bytes, counter =>
            verification.RunAsync(largest, downloaded, counter, cancellationToken)));

        report.Print(Stopwatch.GetElapsedTime(startedAt));
        if (arguments.Keep)
        {
            Console.WriteLine($"Kept: {scratch}");
        }

        return verification.Judge(before, after);
    }
}
