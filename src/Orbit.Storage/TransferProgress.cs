namespace Orbit.Storage;

/// <summary>How far a transfer has come.</summary>
public readonly struct TransferProgress : IEquatable<TransferProgress>
{
    /// <summary>Describes progress.</summary>
    /// <param name="bytesTransferred">Bytes so far.</param>
    /// <param name="totalBytes">All bytes, where known.</param>
    /// <param name="bytesPerSecond">The present rate.</param>
    public TransferProgress(long bytesTransferred, long? totalBytes, double bytesPerSecond)
    {
        BytesTransferred = bytesTransferred;
        TotalBytes = totalBytes;
        BytesPerSecond = bytesPerSecond;
    }

    /// <summary>Bytes so far.</summary>
    public long BytesTransferred { get; }

    /// <summary>All bytes, where known.</summary>
    public long? TotalBytes { get; }

    /// <summary>The present rate in bytes per second, smoothed over some seconds.</summary>
    public double BytesPerSecond { get; }

    /// <summary>The time that is left at the present rate, where it can be told.</summary>
    public TimeSpan? Remaining => TotalBytes is { } total && BytesPerSecond > 0
        ? TimeSpan.FromSeconds(Math.Min((total - BytesTransferred) / BytesPerSecond, TimeSpan.MaxValue.TotalSeconds / 2))
        : null;

    /// <summary>Compares by value.</summary>
    public static bool operator ==(TransferProgress left, TransferProgress right) => left.Equals(right);

    /// <summary>Compares by value.</summary>
    public static bool operator !=(TransferProgress left, TransferProgress right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TransferProgress other) =>
        BytesTransferred == other.BytesTransferred && TotalBytes == other.TotalBytes && BytesPerSecond.Equals(other.BytesPerSecond);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TransferProgress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(BytesTransferred, TotalBytes, BytesPerSecond);
}
