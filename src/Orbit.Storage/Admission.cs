namespace Orbit.Storage;

/// <summary>
/// What is checked before any I/O: that the backend can store the path, and that it can honour every option. A refusal names the option and
/// the remedy; nothing is dropped in silence.
/// </summary>
internal static class Admission
{
    public static void Path(StorageBackend backend, string operation, StoragePath path)
    {
        if (!path.IsUsableOn(backend))
        {
            Refuse(backend, operation, path, StorageFault.InvalidPath("the name was listed by another backend and holds segments that are not portable; rename it there first."));
        }

        StoragePathRules rules = backend.Capabilities.PathRules;
        StoragePath judged = !rules.AllowsEmptySegments && path.EndsWithSeparator && path.Value.Length > 1 ? Trimmed(path) : path;
        if (rules.FindFault(judged) is { } fault)
        {
            Refuse(backend, operation, path, fault);
        }
    }

    /// <summary>An object's path: not the root, and on file systems not one that says "a directory" by a separator at its end.</summary>
    public static void ObjectPath(StorageBackend backend, string operation, StoragePath path)
    {
        Path(backend, operation, path);
        if (path.IsRoot)
        {
            Refuse(backend, operation, path, StorageFault.InvalidPath("the root is a directory; name an object below it."));
        }

        if (!backend.Capabilities.PathRules.AllowsEmptySegments && path.EndsWithSeparator)
        {
            Refuse(backend, operation, path, new StorageFault(StorageErrorKind.IsADirectory, "a path that ends in '/' names a directory; leave the '/' out to name an object."));
        }
    }

    /// <summary>On file systems, the path without the separator that says "a directory".</summary>
    public static StoragePath Directory(StorageBackend backend, StoragePath path) =>
        !backend.Capabilities.PathRules.AllowsEmptySegments && path.EndsWithSeparator ? Trimmed(path) : path;

    public static void Write(StorageBackend backend, StoragePath path, WriteOptions options)
    {
        StorageCapabilities can = backend.Capabilities;
        OptionCheck check = new(backend, StorageOperation.Write, path);
        ObjectPath(backend, StorageOperation.Write, path);
        check.Requires(options.Overwrite || can.ConditionalCreate, "Overwrite = false", nameof(can.ConditionalCreate));
        check.Requires(options.IfMatch is null || can.ConditionalUpdate, nameof(options.IfMatch), nameof(can.ConditionalUpdate));
        check.Requires(options.IfNoneMatch is null || can.WriteIfNoneMatch, nameof(options.IfNoneMatch), nameof(can.WriteIfNoneMatch));
        check.Requires(!options.Durable || can.DurableWrite, nameof(options.Durable), nameof(can.DurableWrite));
        check.Requires(
            (options.ContentType ?? options.CacheControl ?? options.ContentDisposition ?? options.ContentEncoding ?? options.ContentLanguage) is null || can.ContentHeaders,
            "ContentType and the other content headers", nameof(can.ContentHeaders));
        check.Requires(options.Metadata is null || can.Metadata, nameof(options.Metadata), nameof(can.Metadata));
        check.Requires(options.Permissions is null || can.Permissions, nameof(options.Permissions), nameof(can.Permissions));
        check.Requires(options.LastModified is null || can.SetLastModified, nameof(options.LastModified), nameof(can.SetLastModified));
        check.Requires(!options.ReadBack || can.ReadBack, nameof(options.ReadBack), nameof(can.ReadBack));
        check.Requires(options.Resume is null || can.ResumableWrite, nameof(options.Resume), nameof(can.ResumableWrite));
        Time(can, options.LastModified, nameof(options.LastModified));
        if (backend.FindWriteFault(options) is { } fault)
        {
            Refuse(backend, StorageOperation.Write, path, fault);
        }

        if (options.ExpectedLength > can.MaxObjectSize)
        {
            Refuse(backend, StorageOperation.Write, path, new StorageFault(StorageErrorKind.TooLarge, $"{options.ExpectedLength} bytes are more than the {can.MaxObjectSize} that one object can hold."));
        }
    }

    public static void Read(StorageBackend backend, StoragePath path, ReadOptions options)
    {
        StorageCapabilities can = backend.Capabilities;
        OptionCheck check = new(backend, StorageOperation.Read, path);
        ObjectPath(backend, StorageOperation.Read, path);
        check.Requires(!options.IsConditional || can.ConditionalRead, "a condition", nameof(can.ConditionalRead));
        check.Requires(options.VersionId is null || can.Versioning, nameof(options.VersionId), nameof(can.Versioning));
    }

    public static void List(StorageBackend backend, StoragePath path, ListOptions options)
    {
        StorageCapabilities can = backend.Capabilities;
        OptionCheck check = new(backend, StorageOperation.List, path);
        Path(backend, StorageOperation.List, path);
        check.Requires(options.StartAfter is null || can.OrderedListing, nameof(options.StartAfter), nameof(can.OrderedListing));
        check.Requires(options.StartAfter is null || !options.Recursive || can.RecursiveListing, "StartAfter in a recursive listing", nameof(can.RecursiveListing));
        check.Requires(!options.FollowSymbolicLinks || can.FollowsSymbolicLinks, nameof(options.FollowSymbolicLinks), nameof(can.FollowsSymbolicLinks));
    }

    public static void Attributes(StorageBackend backend, StoragePath path, StorageAttributes attributes)
    {
        StorageCapabilities can = backend.Capabilities;
        OptionCheck check = new(backend, StorageOperation.SetAttributes, path);
        Path(backend, StorageOperation.SetAttributes, path);
        check.Requires(attributes.Permissions is null || can.Permissions, nameof(attributes.Permissions), nameof(can.Permissions));
        check.Requires(attributes.Owner is null || can.Ownership, nameof(attributes.Owner), nameof(can.Ownership));
        check.Requires(attributes.LastModified is null || can.SetLastModified, nameof(attributes.LastModified), nameof(can.SetLastModified));
        check.Requires(attributes.LastAccessed is null || can.SetLastAccessed, nameof(attributes.LastAccessed), nameof(can.SetLastAccessed));
        check.Requires(attributes.Created is null || can.SetCreated, nameof(attributes.Created), nameof(can.SetCreated));
        check.Requires(attributes.ContentType is null || can.ContentHeaders, nameof(attributes.ContentType), nameof(can.ContentHeaders));
        check.Requires(attributes.Metadata is null || can.Metadata, nameof(attributes.Metadata), nameof(can.Metadata));
        check.Requires(attributes.ExtendedAttributes is null || can.ExtendedAttributes, nameof(attributes.ExtendedAttributes), nameof(can.ExtendedAttributes));
        Time(can, attributes.LastModified, nameof(attributes.LastModified));
        Time(can, attributes.LastAccessed, nameof(attributes.LastAccessed));
        Time(can, attributes.Created, nameof(attributes.Created));
    }

    public static void Refuse(StorageBackend backend, string operation, StoragePath path, StorageFault fault) =>
        throw new FailureTranslator(backend, operation, path).Refuse(fault);

    // "a/b/" has an empty last segment, so its parent is "a/b".
    private static StoragePath Trimmed(StoragePath path) => path.Parent;

    private static void Time(StorageCapabilities can, DateTimeOffset? time, string option)
    {
        if (time < can.EarliestTime || time > can.LatestTime)
        {
            throw new ArgumentOutOfRangeException(option, time, $"{option} must lie between {can.EarliestTime:u} and {can.LatestTime:u}, which is what the store can keep.");
        }
    }

    private readonly struct OptionCheck(StorageBackend backend, string operation, StoragePath path)
    {
        public void Requires(bool holds, string option, string capability)
        {
            if (!holds)
            {
                Refuse(backend, operation, path, StorageFault.Unsupported($"this backend cannot honour {option} (its capability {capability} is false); leave it out, or use a backend that has it."));
            }
        }
    }
}
