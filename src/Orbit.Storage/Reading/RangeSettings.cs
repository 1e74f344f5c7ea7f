using Microsoft.Extensions.Logging;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

/// <summary>What all downloads of one downloader have in common.</summary>
internal sealed class RangeSettings(ParallelRangeDownloaderOptions options, StorageServices services, RetryPolicy retry)
{
    public ParallelRangeDownloaderOptions Options => options;

    public StorageServices Services => services;

    public RetryPolicy Retry => retry;

    public ILogger Logger { get; } = services.LoggerFactory.CreateLogger(nameof(ParallelRangeDownloader));
}
