namespace Orbit.Storage.Transfers;

/// <summary>Which attributes go from one backend to the other: what was asked for, as far as both can.</summary>
internal readonly struct CarriedAttributes
{
    private readonly StorageCapabilities _to;
    private readonly bool _mustHaveTimes;

    private CarriedAttributes(StorageCapabilities from, StorageCapabilities to, bool? times, bool? permissions)
    {
        _to = to;
        _mustHaveTimes = times == true;
        Headers = from.ContentHeaders && to.ContentHeaders;
        Metadata = from.Metadata && to.Metadata;
        Times = times != false && to.SetLastModified;
        Permissions = permissions != false && from.Permissions && to.Permissions;
    }

    public bool Headers { get; }

    public bool Metadata { get; }

    public bool Times { get; }

    public bool Permissions { get; }

    /// <summary>Decides, and refuses what must be and cannot, before any I/O.</summary>
    public static CarriedAttributes Between(IStorageBackend source, IStorageBackend target, StoragePath targetPath, bool? times, bool? permissions)
    {
        CarriedAttributes carried = new(source.Capabilities, target.Capabilities, times, permissions);
        string? lacking = times == true && !carried.Times ? $"{nameof(CopyToOptions.PreserveTimes)} (the target's capability {nameof(StorageCapabilities.SetLastModified)} is false)"
            : permissions == true && !carried.Permissions ? $"{nameof(CopyToOptions.PreservePermissions)} (the capability {nameof(StorageCapabilities.Permissions)} is not true at both ends)"
            : null;
        return lacking is null
            ? carried
            : throw FailureTranslator.Refuse(target, StorageOperation.Write, targetPath, StorageFault.Unsupported($"this pair of backends cannot honour {lacking}; leave it out."));
    }

    public UnixFileMode? PermissionsOf(StorageEntry entry) => Permissions ? entry.Permissions : null;

    /// <summary>The time to set; null where there is none, or none that the target can keep and it need not.</summary>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.Unsupported"/>: it must be kept and cannot.</exception>
    public DateTimeOffset? TimeOf(StorageEntry entry)
    {
        if (!Times || entry.LastModified is not { } time)
        {
            return null;
        }

        if (time >= (_to.EarliestTime ?? time) && time <= (_to.LatestTime ?? time))
        {
            return time;
        }

        return !_mustHaveTimes ? null : throw new StorageException(
            StorageErrorKind.Unsupported, $"'{entry.Path}' last changed at {time:u}, which the target cannot keep; leave {nameof(CopyToOptions.PreserveTimes)} out.");
    }

    /// <summary>The attributes of an entry that are to be set on another; null where there are none.</summary>
    public StorageAttributes? Of(StorageEntry entry)
    {
        DateTimeOffset? time = TimeOf(entry);
        UnixFileMode? permissions = PermissionsOf(entry);
        return time is null && permissions is null ? null : new StorageAttributes { LastModified = time, Permissions = permissions };
    }
}
