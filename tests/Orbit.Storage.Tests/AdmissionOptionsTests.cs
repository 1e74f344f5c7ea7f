using System.IO.Pipelines;
using System.Reflection;

namespace Orbit.Storage.Tests;

/// <summary>Each option of each operation is honoured, or refused before the store is asked. None is dropped.</summary>
public class AdmissionOptionsTests
{
    private static readonly DateTimeOffset Time = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private static readonly Dictionary<string, string> Metadata = new() { ["k"] = "v" };
    private static readonly Dictionary<string, ReadOnlyMemory<byte>> Extended = new() { ["user.k"] = new byte[] { 1 } };

    // The options that need a capability, by type and member; a write's options are all tried on a write, and so on.
    private static readonly OptionCase[] Needing =
    [
        Write(nameof(WriteOptions.Overwrite), nameof(StorageCapabilities.ConditionalCreate), new WriteOptions { Overwrite = false }),
        Write(nameof(WriteOptions.IfMatch), nameof(StorageCapabilities.ConditionalUpdate), new WriteOptions { IfMatch = "e" }),
        Write(nameof(WriteOptions.IfNoneMatch), nameof(StorageCapabilities.WriteIfNoneMatch), new WriteOptions { IfNoneMatch = "e" }),
        Write(nameof(WriteOptions.Durable), nameof(StorageCapabilities.DurableWrite), new WriteOptions { Durable = true }),
        Write(nameof(WriteOptions.ContentType), nameof(StorageCapabilities.ContentHeaders), new WriteOptions { ContentType = "text/plain" }),
        Write(nameof(WriteOptions.CacheControl), nameof(StorageCapabilities.ContentHeaders), new WriteOptions { CacheControl = "no-store" }),
        Write(nameof(WriteOptions.ContentDisposition), nameof(StorageCapabilities.ContentHeaders), new WriteOptions { ContentDisposition = "inline" }),
        Write(nameof(WriteOptions.ContentEncoding), nameof(StorageCapabilities.ContentHeaders), new WriteOptions { ContentEncoding = "gzip" }),
        Write(nameof(WriteOptions.ContentLanguage), nameof(StorageCapabilities.ContentHeaders), new WriteOptions { ContentLanguage = "en" }),
        Write(nameof(WriteOptions.Metadata), nameof(StorageCapabilities.Metadata), new WriteOptions { Metadata = Metadata }),
        Write(nameof(WriteOptions.Permissions), nameof(StorageCapabilities.Permissions), new WriteOptions { Permissions = UnixFileMode.UserRead }),
        Write(nameof(WriteOptions.LastModified), nameof(StorageCapabilities.SetLastModified), new WriteOptions { LastModified = Time }),
        Write(nameof(WriteOptions.ReadBack), nameof(StorageCapabilities.ReadBack), new WriteOptions { ReadBack = true }),
        Write(nameof(WriteOptions.Resume), nameof(StorageCapabilities.ResumableWrite), new WriteOptions { Resume = new ResumeOptions { JournalFile = Path.Combine(Path.GetTempPath(), $"orbit-admission-{Environment.ProcessId}") } }),
        .. Read(nameof(ReadOptions.IfMatch), nameof(StorageCapabilities.ConditionalRead), new ReadOptions { IfMatch = "e" }),
        .. Read(nameof(ReadOptions.IfNoneMatch), nameof(StorageCapabilities.ConditionalRead), new ReadOptions { IfNoneMatch = "e" }),
        .. Read(nameof(ReadOptions.IfModifiedSince), nameof(StorageCapabilities.ConditionalRead), new ReadOptions { IfModifiedSince = Time }),
        .. Read(nameof(ReadOptions.IfUnmodifiedSince), nameof(StorageCapabilities.ConditionalRead), new ReadOptions { IfUnmodifiedSince = Time }),
        .. Read(nameof(ReadOptions.VersionId), nameof(StorageCapabilities.Versioning), new ReadOptions { VersionId = "v" }),
        List(nameof(ListOptions.StartAfter), nameof(StorageCapabilities.OrderedListing), new ListOptions { StartAfter = "a" }),
        List(nameof(ListOptions.FollowSymbolicLinks), nameof(StorageCapabilities.FollowsSymbolicLinks), new ListOptions { FollowSymbolicLinks = true }),
        new(typeof(DeleteOptions), nameof(DeleteOptions.VersionId), nameof(StorageCapabilities.Versioning), backend => backend.DeleteAsync("a", new DeleteOptions { VersionId = "v" })),
        new(typeof(CreateDirectoryOptions), nameof(CreateDirectoryOptions.Permissions), nameof(StorageCapabilities.Permissions),
            backend => backend.CreateDirectoryAsync("a", new CreateDirectoryOptions { Permissions = UnixFileMode.UserRead })),
        new(typeof(RenameOptions), nameof(RenameOptions.Overwrite), nameof(StorageCapabilities.RenameIfAbsent), backend => backend.RenameAsync("a", "b", new RenameOptions { Overwrite = false })),
        new(typeof(CopyOptions), nameof(CopyOptions.Overwrite), nameof(StorageCapabilities.CopyIfAbsent), backend => backend.CopyAsync("a", "b", new CopyOptions { Overwrite = false })),
        new(typeof(CopyOptions), nameof(CopyOptions.Durable), nameof(StorageCapabilities.DurableWrite), backend => backend.CopyAsync("a", "b", new CopyOptions { Durable = true })),
        Set(nameof(StorageAttributes.Permissions), nameof(StorageCapabilities.Permissions), new StorageAttributes { Permissions = UnixFileMode.UserRead }),
        Set(nameof(StorageAttributes.Owner), nameof(StorageCapabilities.Ownership), new StorageAttributes { Owner = new StorageOwner { UserId = 1 } }),
        Set(nameof(StorageAttributes.LastModified), nameof(StorageCapabilities.SetLastModified), new StorageAttributes { LastModified = Time }),
        Set(nameof(StorageAttributes.LastAccessed), nameof(StorageCapabilities.SetLastAccessed), new StorageAttributes { LastAccessed = Time }),
        Set(nameof(StorageAttributes.Created), nameof(StorageCapabilities.SetCreated), new StorageAttributes { Created = Time }),
        Set(nameof(StorageAttributes.ContentType), nameof(StorageCapabilities.ContentHeaders), new StorageAttributes { ContentType = "text/plain" }),
        Set(nameof(StorageAttributes.Metadata), nameof(StorageCapabilities.Metadata), new StorageAttributes { Metadata = Metadata }),
        Set(nameof(StorageAttributes.ExtendedAttributes), nameof(StorageCapabilities.ExtendedAttributes), new StorageAttributes { ExtendedAttributes = Extended }),
    ];

    // The options that every backend honours, because the core does it or because they say nothing about the store.
    private static readonly Dictionary<Type, string[]> AlwaysHonoured = new()
    {
        [typeof(WriteOptions)] = [nameof(WriteOptions.CreateParents), nameof(WriteOptions.ExpectedLength), nameof(WriteOptions.Transfer), nameof(WriteOptions.Checksum), nameof(WriteOptions.Progress)],
        [typeof(ReadOptions)] = [nameof(ReadOptions.Range), nameof(ReadOptions.Transfer), nameof(ReadOptions.Progress)],
        [typeof(ListOptions)] = [nameof(ListOptions.Recursive), nameof(ListOptions.MaxDepth), nameof(ListOptions.IncludeHidden), nameof(ListOptions.MaxEntries), nameof(ListOptions.PageSize), nameof(ListOptions.Prefetch)],
        [typeof(DeleteOptions)] = [nameof(DeleteOptions.Recursive)],
        [typeof(CreateDirectoryOptions)] = [nameof(CreateDirectoryOptions.CreateParents)],
        [typeof(RenameOptions)] = [nameof(RenameOptions.CreateParents)],
        [typeof(CopyOptions)] = [nameof(CopyOptions.CreateParents), nameof(CopyOptions.Transfer), nameof(CopyOptions.Progress)],
        [typeof(StorageAttributes)] = [],
    };

    // What each backend judges itself.
    private static readonly string[] OfOneBackend = [nameof(WriteOptions.BackendOptions)];

    [TestCaseSource(nameof(Needing))]
    public void Option_WithoutItsCapability_IsUnsupportedBeforeTheStoreIsAsked(OptionCase option)
    {
        RecordingBackend backend = new(AllBut(option.Capability));

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => option.CallAsync(backend));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Unsupported));
        Assert.That(failure.Message, Does.StartWith("recording: cannot ").And.Contains("'a'").Or.Contains("'b'"));
        Assert.That(failure.Backend, Is.EqualTo("recording"));
        Assert.That(backend.Calls, Is.Empty);
    }

    [TestCaseSource(nameof(Needing))]
    public void Option_WithItsCapability_ReachesTheStore(OptionCase option)
    {
        RecordingBackend backend = new(AllBut(null));

        Assert.That(() => option.CallAsync(backend), Throws.TypeOf<ReachedException>());
        Assert.That(backend.Calls, Has.Count.EqualTo(1));
    }

    [TestCaseSource(nameof(Needing))]
    public void Option_AloneWithItsCapability_NeedsNoOther(OptionCase option)
    {
        RecordingBackend backend = new(Only(option.Capability));

        Assert.That(() => option.CallAsync(backend), Throws.TypeOf<ReachedException>());
    }

    [Test]
    public void EveryOption_IsEitherCheckedOrAlwaysHonoured()
    {
        foreach ((Type type, string[] honoured) in AlwaysHonoured)
        {
            IEnumerable<string> known = honoured.Concat(Needing.Where(option => option.Type == type).Select(option => option.Member)).Distinct();
            IEnumerable<string> members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Except(OfOneBackend);

            Assert.That(members, Is.EquivalentTo(known), type.Name);
        }
    }

    [Test]
    public void Write_WithOptionsOfAnotherBackend_IsUnsupported()
    {
        RecordingBackend backend = new(AllBut(null));

        StorageException failure = Assert.ThrowsAsync<StorageException>(
            () => backend.WriteAsync("a", PipeReader.Create(new MemoryStream()), new WriteOptions { BackendOptions = new ForeignOptions() }));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Unsupported));
        Assert.That(failure.Message, Does.Contain(nameof(ForeignOptions)));
        Assert.That(backend.Calls, Is.Empty);
    }

    [Test]
    public void Delete_VersionOfATree_IsUnsupported()
    {
        RecordingBackend backend = new(AllBut(null));

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => backend.DeleteAsync("a", new DeleteOptions { VersionId = "v", Recursive = true }));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Unsupported));
        Assert.That(backend.Calls, Is.Empty);
    }

    private static OptionCase Write(string member, string capability, WriteOptions options) =>
        new(typeof(WriteOptions), member, capability, backend => backend.WriteAsync("a", PipeReader.Create(new MemoryStream()), options));

    private static OptionCase[] Read(string member, string capability, ReadOptions options) =>
    [
        new(typeof(ReadOptions), member, capability, backend => backend.OpenReadAsync("a", options)),
        new(typeof(ReadOptions), member, capability, backend => backend.OpenRangesAsync("a", options)) { Operation = "ranges" },
    ];

    private static OptionCase List(string member, string capability, ListOptions options) =>
        new(typeof(ListOptions), member, capability, async backend => await backend.ListAsync("a", options).GetAsyncEnumerator().MoveNextAsync());

    private static OptionCase Set(string member, string capability, StorageAttributes attributes) =>
        new(typeof(StorageAttributes), member, capability, backend => backend.SetAttributesAsync("a", attributes));

    private static StorageCapabilities AllBut(string? capability) => Having(name => name != capability);

    private static StorageCapabilities Only(string capability) => Having(name => name == capability || name == nameof(StorageCapabilities.RecursiveListing));

    private static StorageCapabilities Having(Func<string, bool> has)
    {
        StorageCapabilities capabilities = new();
        foreach (PropertyInfo property in typeof(StorageCapabilities).GetProperties().Where(property => property.PropertyType == typeof(bool)))
        {
            property.SetValue(capabilities, has(property.Name));
        }

        return capabilities;
    }

    private sealed class ForeignOptions : BackendWriteOptions;

    public sealed class OptionCase(Type type, string member, string capability, Func<IStorageBackend, Task> call)
    {
        public Type Type => type;

        public string Member => member;

        public string Capability => capability;

        public string Operation { get; init; } = "";

        public Task CallAsync(IStorageBackend backend) => call(backend);

        public override string ToString() => $"{type.Name}.{member} {Operation}".TrimEnd();
    }
}
