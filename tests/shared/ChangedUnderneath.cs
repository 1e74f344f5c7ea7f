using System.Diagnostics;
using System.IO.Pipelines;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Tests.Shared;

/// <summary>A write whose hidden file somebody changes before it is published.</summary>
internal static class ChangedUnderneath
{
    private const int Part = 64 * 1024;

    /// <summary>Writes content that is read back, and changes one byte of what is there before its source ends.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="path">The target.</param>
    /// <param name="directory">The target's directory, as it lies on a disk here.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What the write fails with.</returns>
    public static async Task<StorageException> WriteAsync(IStorageBackend backend, StoragePath path, string directory, CancellationToken cancellationToken)
    {
        WriteOptions options = new() { ReadBack = true, Transfer = new TransferOptions { PartSize = Part, Concurrency = 1 } };
        Pipe pipe = new();
        Task<WriteResult> write = backend.WriteAsync(path, pipe.Reader, options, cancellationToken);
        await pipe.Writer.WriteAsync(new PatternedContent(3 * Part).ToArray(), cancellationToken);
        string? temporary;
        while ((temporary = Directory.GetFiles(directory).SingleOrDefault(static name => TemporaryName.IsMatch(Path.GetFileName(name)))) is null || new FileInfo(temporary).Length < Part)
        {
            await Task.Delay(5, cancellationToken);
        }

        // Not by .NET, which would mind the lock of the writer.
        using (Process change = Process.Start(new ProcessStartInfo("sh", ["-c", "printf X | dd of=\"$0\" bs=1 seek=5 conv=notrunc status=none", temporary]))!)
        {
            await change.WaitForExitAsync(cancellationToken);
            Assert.That(change.ExitCode, Is.Zero);
        }

        await pipe.Writer.CompleteAsync();
        StorageException failure = Assert.ThrowsAsync<StorageException>(() => write)!;
        Assert.That(Directory.GetFiles(directory).Where(static name => TemporaryName.IsMatch(Path.GetFileName(name))), Is.Empty, "nothing is left");
        return failure;
    }
}
