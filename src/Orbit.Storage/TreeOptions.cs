namespace Orbit.Storage;

/// <summary>What the options of all operations on two trees have in common. Every option is honoured, or refused with <see cref="StorageErrorKind.Unsupported"/> before any I/O.</summary>
public abstract class TreeOptions
{
    private protected TreeOptions()
    {
    }

    /// <summary>
    /// Which files take part, as patterns of Microsoft.Extensions.FileSystemGlobbing over the path below the tree's root: <c>*.jpg</c> at the top, <c>**/*.jpg</c> at any
    /// level, <c>photos/</c> all below. Case counts. With patterns, directories come only as their files need them. Default: empty, all.
    /// </summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Which files and directories take no part, in the same form; stronger than <see cref="Include"/>. At the target they are left alone. Default: empty, none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whether symbolic links count as what they lead to; without, they are passed over and reported as <see cref="TreeAction.Skipped"/>. Default: false.</summary>
    public bool FollowSymbolicLinks { get; init; }

    /// <summary>How many files are under way at once; 1 to 1,024. Default: 16.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>What a failure of one entry does to the rest. Default: <see cref="TreeFailurePolicy.Stop"/>.</summary>
    public TreeFailurePolicy OnFailure { get; init; }

    /// <summary>How the bytes of each file are moved. All files together stay within the byte budget of the backends. Default: the backends' own.</summary>
    public TransferOptions? Transfer { get; init; }

    /// <summary>Where listings without an order are sorted, and what is done last is kept, as far as 8 MiB do not hold it. Default: the system's directory for temporary files.</summary>
    public string? ScratchDirectory { get; init; }

    /// <summary>Hears how far all has come, at most ten times a second and once at the end. Default: null.</summary>
    public IProgress<TreeProgress>? Progress { get; init; }

    /// <summary>Hears what became of each entry, on the threads that move the bytes, several at once: it must be quick, and must not throw. Default: null.</summary>
    public IProgress<TreeEvent>? Events { get; init; }

    /// <summary>What tells the time. Default: the system's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal virtual void Validate()
    {
        StorageArgument.Require(Concurrency is >= 1 and <= 1024, "options", nameof(Concurrency), Concurrency, "1 to 1024");
        StorageArgument.Require(Enum.IsDefined(OnFailure), "options", nameof(OnFailure), OnFailure, "Stop or GoOn");
        StorageArgument.Require(Include is not null && Exclude is not null && Time is not null, "options", "Include, Exclude and Time", null, "set, or left out");
        Transfer?.Validate("options");
    }
}
