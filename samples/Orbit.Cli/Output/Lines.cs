namespace Orbit.Cli.Output;

/// <summary>One entry of <c>ls</c> and <c>stat</c>.</summary>
internal sealed class EntryLine
{
    public string Type { get; } = "entry";

    public required string Path { get; init; }

    public required string Kind { get; init; }

    public long? Size { get; init; }

    public DateTimeOffset? Modified { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string? Permissions { get; init; }

    public string? Owner { get; init; }

    public string? ContentType { get; init; }

    public string? ETag { get; init; }

    public string? VersionId { get; init; }

    public string? Checksum { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>What became of one entry of a tree.</summary>
internal sealed class EventLine
{
    public string Type { get; } = "event";

    public required string Action { get; init; }

    public required string Path { get; init; }

    public long? Size { get; init; }

    public string? Reason { get; init; }

    public string? ErrorKind { get; init; }
}

/// <summary>How far it has come.</summary>
internal sealed class ProgressLine
{
    public string Type { get; } = "progress";

    public long Bytes { get; init; }

    public long? TotalBytes { get; init; }

    public long? Files { get; init; }

    public long? TotalFiles { get; init; }

    public double BytesPerSecond { get; init; }

    public double? SecondsLeft { get; init; }
}

/// <summary>What an operation on trees did.</summary>
internal sealed class SummaryLine
{
    public string Type { get; } = "summary";

    public required string Command { get; init; }

    public bool DryRun { get; init; }

    public long Transferred { get; init; }

    public long Bytes { get; init; }

    public long Unchanged { get; init; }

    public long Resumed { get; init; }

    public long ResumedBytes { get; init; }

    public long Skipped { get; init; }

    public long Deleted { get; init; }

    public long Missing { get; init; }

    public long Extra { get; init; }

    public long Different { get; init; }

    public long Retried { get; init; }

    public long Failed { get; init; }

    public bool DeletionsWithheld { get; init; }

    public bool RenamedAtOnce { get; init; }

    public double Seconds { get; init; }
}

/// <summary>What was done to one entry.</summary>
internal sealed class DoneLine
{
    public string Type { get; } = "done";

    public required string Command { get; init; }

    public required string Path { get; init; }

    public long? Bytes { get; init; }

    public long? ResumedBytes { get; init; }
}

/// <summary>A URI that was signed; it is as good as a key until it expires.</summary>
internal sealed class UriLine
{
    public string Type { get; } = "uri";

    public required string Method { get; init; }

    public required string Uri { get; init; }

    public DateTimeOffset Expires { get; init; }
}

/// <summary>One check of <c>doctor</c>.</summary>
internal sealed class CheckLine
{
    public string Type { get; } = "check";

    public required string Check { get; init; }

    public required string Result { get; init; }

    public string? Detail { get; init; }

    public string? Advice { get; init; }

    public double? Milliseconds { get; init; }
}

/// <summary>What <c>doctor</c> found in all.</summary>
internal sealed class VerdictLine
{
    public string Type { get; } = "verdict";

    public bool Healthy { get; init; }

    public required string Message { get; init; }
}

/// <summary>What is good to know, such as how to go on after an interruption.</summary>
internal sealed class NoteLine
{
    public string Type { get; } = "note";

    public required string Message { get; init; }
}

/// <summary>What went wrong.</summary>
internal sealed class ErrorLine
{
    public string Type { get; } = "error";

    public required string Kind { get; init; }

    public required string Message { get; init; }

    public string? Advice { get; init; }

    public int? ExitCode { get; init; }
}
