using Orbit.Storage;

namespace QuickStart.Display;

/// <summary>Adds up the bytes of many files that move at once.</summary>
internal sealed class ByteCounter
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <summary>A receiver for one transfer, whose reports count from its own start.</summary>
    public IProgress<TransferProgress> ForOneFile() => new FileProgress(this);

    private sealed class FileProgress(ByteCounter counter) : IProgress<TransferProgress>
    {
        private long _reported;

        public void Report(TransferProgress value) => counter.Add(value.BytesTransferred - Interlocked.Exchange(ref _reported, value.BytesTransferred));
    }
}
