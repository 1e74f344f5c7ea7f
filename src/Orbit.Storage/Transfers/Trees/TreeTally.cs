namespace Orbit.Storage.Transfers.Trees;

/// <summary>Counts what becomes of the entries, keeps the first failures, and tells whoever listens. Any thread.</summary>
internal sealed class TreeTally
{
    private readonly long[] _actions = new long[Enum.GetValues<TreeAction>().Length];
    private readonly List<TreeFailure> _failures = [];
    private readonly TreeOptions _options;
    private readonly TreeMeter? _meter;
    private readonly long _startedAt;
    private long _transferredBytes;
    private long _resumedBytes;
    private long _retried;

    public TreeTally(TreeOptions options)
    {
        _options = options;
        _startedAt = options.Time.GetTimestamp();
        _meter = TreeMeter.Start(options.Progress, options.Time);
    }

    /// <summary>Whether anything failed.</summary>
    public bool HasFailed => Count(TreeAction.Failed) > 0;

    /// <summary>Whether deletions were left out.</summary>
    public bool DeletionsWithheld { get; set; }

    public long Count(TreeAction action) => Volatile.Read(ref _actions[(int)action]);

    /// <summary>A file was found that takes part.</summary>
    public void Found() => _meter?.Find();

    /// <summary>Bytes were found that are to be transferred.</summary>
    public void FoundBytes(long bytes) => _meter?.FindBytes(bytes);

    public void Listed() => _meter?.EndListing();

    /// <summary>What hears of a file's bytes on their way; null where nobody asks, or the file is small.</summary>
    public FileProgress? ProgressOf(long size) => _meter?.Open(size);

    public void Tell(TreeAction action, TreeItem item, string? reason = null, long bytes = 0)
    {
        Interlocked.Increment(ref _actions[(int)action]);
        switch (action)
        {
            case TreeAction.Copied or TreeAction.Moved:
                Interlocked.Add(ref _transferredBytes, bytes);
                break;
            case TreeAction.Resumed:
                Interlocked.Add(ref _resumedBytes, item.Size);
                break;
        }

        if (!item.IsDirectory && action is not (TreeAction.Deleted or TreeAction.Extra))
        {
            _meter?.End(failed: false);
        }

        _options.Events?.Report(new TreeEvent(action, item.Path, item.Kind) { Size = item.IsDirectory ? null : item.Entry.Size, Reason = reason });
    }

    /// <summary>An entry failed.</summary>
    /// <exception cref="StorageException">The failure, where it ends the operation.</exception>
    public void Fail(TreeItem item, StorageException failure)
    {
        Interlocked.Increment(ref _actions[(int)TreeAction.Failed]);
        lock (_failures)
        {
            if (_failures.Count < TreeReport.MaxFailures)
            {
                _failures.Add(new TreeFailure(item.Path, failure));
            }
        }

        if (!item.IsDirectory)
        {
            _meter?.End(failed: true);
        }

        _options.Events?.Report(new TreeEvent(TreeAction.Failed, item.Path, item.Kind) { Size = item.IsDirectory ? null : item.Entry.Size, Reason = failure.Message, Failure = failure });
        if (_options.OnFailure == TreeFailurePolicy.Stop || ConcernsAll(failure.Kind))
        {
            throw failure;
        }
    }

    public void Retry() => Interlocked.Increment(ref _retried);

    public void AddResumedBytes(long bytes) => Interlocked.Add(ref _resumedBytes, bytes);

    public TreeReport ToReport(bool atOnce = false)
    {
        _meter?.Complete();
        return new TreeReport
        {
            Transferred = Count(TreeAction.Copied) + Count(TreeAction.Moved),
            TransferredBytes = _transferredBytes,
            Unchanged = Count(TreeAction.Unchanged),
            Resumed = Count(TreeAction.Resumed),
            ResumedBytes = _resumedBytes,
            Skipped = Count(TreeAction.Skipped),
            AttributesChanged = Count(TreeAction.AttributesChanged),
            DirectoriesCreated = Count(TreeAction.DirectoryCreated),
            Deleted = Count(TreeAction.Deleted),
            Missing = Count(TreeAction.Missing),
            Extra = Count(TreeAction.Extra),
            Different = Count(TreeAction.Different),
            Retried = _retried,
            Failed = Count(TreeAction.Failed),
            Failures = _failures,
            DeletionsWithheld = DeletionsWithheld,
            RenamedAtOnce = atOnce,
            Elapsed = _options.Time.GetElapsedTime(_startedAt),
        };
    }

    // What holds for one holds for every entry that comes after it.
    private static bool ConcernsAll(StorageErrorKind kind) =>
        kind is StorageErrorKind.AuthenticationFailed or StorageErrorKind.HostKeyRejected or StorageErrorKind.ContainerNotFound or StorageErrorKind.InvalidConfiguration;
}
