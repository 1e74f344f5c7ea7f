using System.Globalization;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Benchmarks.Listing;

/// <summary>A store whose pages are made beforehand, so that a benchmark measures the engine and not the store.</summary>
internal sealed class GeneratedBackend(bool showsAllLevels, Func<StoragePath, IReadOnlyList<StorageEntry>> page, Func<StoragePath, int> pages)
    : StorageBackend(new GeneratedOptions(), StorageServices.Default)
{
    public override string Name => "generated";

    public override StorageCapabilities Capabilities { get; } = new() { PathRules = StoragePathRules.Posix, RealDirectories = true, RecursiveListing = showsAllLevels };

    protected override TransferOptions DefaultTransfer { get; } = new() { PartSize = 1, Concurrency = 1, WindowSize = 1 };

    public IPageSource Open(StoragePath path) => new Source(page(path), pages(path));

    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options) => Open(path);

    protected internal override StorageFault? Classify(Exception failure) => null;

    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotSupportedException();

    private sealed class GeneratedOptions : StorageBackendOptions;

    private sealed class Source(IReadOnlyList<StorageEntry> entries, int pages) : IPageSource
    {
        private int _page;

        public Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken)
        {
            bool hasMore = ++_page < pages;
            return Task.FromResult(new ListPage(entries, hasMore, hasMore ? _page.ToString(CultureInfo.InvariantCulture) : null));
        }

        public ValueTask DisposeAsync() => default;
    }
}
