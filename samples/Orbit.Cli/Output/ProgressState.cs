using Orbit.Storage;

namespace Orbit.Cli.Output;

/// <summary>How far a transfer has come, of one object or of a tree.</summary>
internal readonly struct ProgressState
{
    private readonly TimeSpan? _remaining;

    public ProgressState(in TransferProgress progress)
    {
        Bytes = progress.BytesTransferred;
        TotalBytes = progress.TotalBytes;
        BytesPerSecond = progress.BytesPerSecond;
        _remaining = progress.Remaining;
    }

    public ProgressState(TreeProgress progress)
    {
        Bytes = progress.Bytes;
        TotalBytes = progress.IsListed ? progress.BytesFound : null;
        Files = progress.Files;
        TotalFiles = progress.IsListed ? progress.FilesFound : null;
        BytesPerSecond = progress.BytesPerSecond;
        _remaining = progress.Remaining;
    }

    public long Bytes { get; }

    public long? TotalBytes { get; }

    public long? Files { get; }

    public long? TotalFiles { get; }

    public double BytesPerSecond { get; }

    /// <summary>Between 0 and 1, by bytes or, where there are none to move, by files; null where the end is not known.</summary>
    public double? Fraction => TotalBytes > 0 ? Math.Clamp((double)Bytes / TotalBytes.Value, 0, 1)
        : TotalFiles > 0 ? Math.Clamp((double)Files!.Value / TotalFiles.Value, 0, 1)
        : null;

    public string Rate => BytesPerSecond > 0 ? $"{Units.Bytes(BytesPerSecond)}/s" : "";

    public string Left => _remaining is { } left ? $"{Units.Time(left)} left" : "";

    public string Done
    {
        get
        {
            string bytes = TotalBytes is { } total ? $"{Units.Bytes(Bytes)} of {Units.Bytes(total)}" : Units.Bytes(Bytes);
            return Files is null ? bytes : $"{Files}{(TotalFiles is { } all ? $" of {all}" : "")} files, {bytes}";
        }
    }

    public ProgressLine ToLine() => new()
    {
        Bytes = Bytes,
        TotalBytes = TotalBytes,
        Files = Files,
        TotalFiles = TotalFiles,
        BytesPerSecond = Math.Round(BytesPerSecond),
        SecondsLeft = _remaining is { } left ? Math.Round(left.TotalSeconds, 1) : null,
    };

    public override string ToString() => string.Join(", ", new[] { Done, Rate, Left }.Where(static part => part.Length > 0));
}
