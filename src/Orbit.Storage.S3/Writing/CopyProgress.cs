namespace Orbit.Storage.S3.Writing;

/// <summary>Tells how far a copy in parts has come. Parts are large, so that each is told of.</summary>
internal sealed class CopyProgress(IProgress<TransferProgress>? progress, long total, TimeProvider time)
{
    private readonly object _gate = new();
    private readonly long _startedAt = time.GetTimestamp();
    private IProgress<TransferProgress>? _progress = progress;
    private long _bytes;

    public void Add(long bytes)
    {
        lock (_gate)
        {
            _bytes += bytes;
            double seconds = time.GetElapsedTime(_startedAt).TotalSeconds;
            try
            {
                _progress?.Report(new TransferProgress(_bytes, total, seconds > 0 ? _bytes / seconds : 0));
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // A fault in a display must not cost the copy.
                _progress = null;
            }
        }
    }
}
