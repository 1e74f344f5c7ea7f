namespace Orbit.Storage.Transfers.Trees;

/// <summary>The bytes of one file, added to those of all; taken back where the file begins again.</summary>
internal sealed class FileProgress(TreeMeter meter, bool isLarge) : IProgress<TransferProgress>
{
    private long _counted;

    /// <summary>What a transfer reports to; null where the end is enough.</summary>
    public IProgress<TransferProgress>? Receiver => isLarge ? this : null;

    public void Report(TransferProgress value) => Set(value.BytesTransferred);

    /// <summary>Sets how far the file has come: its size at its end, 0 where it failed.</summary>
    public void Set(long bytes) => meter.Add(bytes - Interlocked.Exchange(ref _counted, bytes));
}
