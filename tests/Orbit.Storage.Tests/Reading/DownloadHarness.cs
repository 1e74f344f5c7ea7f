using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Reading;
using Orbit.Storage.Resilience;
using Orbit.Storage.Testing.Leaks;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Reading;

/// <summary>Downloads from a scripted source and says how it went: which bytes, which failure, and whether anything was left behind.</summary>
internal sealed class DownloadHarness : IDisposable
{
    private readonly LeakTrackingMemoryPool _pool = new();

    public DownloadHarness(long capacity = 64 * 1024 * 1024) => Memory = new TransferMemory(capacity, _pool);

    public TransferMemory Memory { get; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Up to where the consumer has taken bytes, or is about to.</summary>
    public long Taken { get; private set; }

    public ParallelRangeDownloader Downloader(ParallelRangeDownloaderOptions options) => new(options, new StorageServices { Memory = Memory, Time = Time });

    /// <summary>Reads to the end in order, and checks each byte on the way.</summary>
    /// <returns>The failure that the reader met, or null.</returns>
    public async Task<Exception?> ReadAsync(IRangeSource source, ParallelRangeDownloaderOptions options, ByteRange range = default, Func<Task>? pause = null, CancellationToken cancellationToken = default)
    {
        await using StorageContent content = Downloader(options).Open(source, range, null, cancellationToken);
        Taken = content.Span.Offset;
        try
        {
            while (true)
            {
                ReadResult read = await content.Reader.ReadAsync(CancellationToken.None);
                Check(read.Buffer, Taken);
                Taken += read.Buffer.Length;
                content.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    Assert.That(Taken, Is.EqualTo(content.Span.End), "The reader ended early without a failure.");
                    return null;
                }

                await (pause?.Invoke() ?? Task.CompletedTask);
            }
        }
        catch (Exception failure) when (failure is StorageException or OperationCanceledException or InvalidOperationException)
        {
            return failure;
        }
    }

    /// <summary>Downloads into a file of its own, and checks each byte of it.</summary>
    /// <returns>The failure, or null.</returns>
    public async Task<Exception?> DownloadAsync(IRangeSource source, ParallelRangeDownloaderOptions options, ByteRange range = default, CancellationToken cancellationToken = default)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        try
        {
            ByteSpan span = await Downloader(options).DownloadAsync(source, file, range, null, cancellationToken);
            Assert.That(RandomAccess.GetLength(file), Is.EqualTo(span.Length));
            byte[] bytes = new byte[span.Length];
            int count = RandomAccess.Read(file, bytes, 0);
            Assert.That(count, Is.EqualTo(span.Length));
            Check(new ReadOnlySequence<byte>(bytes), span.Offset);
            return null;
        }
        catch (Exception failure) when (failure is StorageException or OperationCanceledException)
        {
            return failure;
        }
    }

    /// <summary>To be called after all downloads have ended.</summary>
    public void AssertNothingIsLeft(int openBodies)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Memory.Reserved, Is.Zero, "Memory is still reserved.");
            Assert.That(openBodies, Is.Zero, "Bodies are still open.");
        });
        _pool.AssertClean();
    }

    public void Dispose()
    {
        Memory.Dispose();
        _pool.Dispose();
    }

    private static void Check(ReadOnlySequence<byte> bytes, long offset)
    {
        foreach (ReadOnlyMemory<byte> piece in bytes)
        {
            ReadOnlySpan<byte> span = piece.Span;
            for (int i = 0; i < span.Length; i++)
            {
                if (span[i] != ScriptedRangeSource.At(offset + i))
                {
                    Assert.Fail($"Byte {offset + i} is not the object's.");
                }
            }

            offset += piece.Length;
        }
    }
}
