using Orbit.Storage.Reading;

namespace Orbit.Storage.Tests.Reading;

public sealed class OrderedFailureTests
{
    private const int C = 1000;
    private static readonly ParallelRangeDownloaderOptions Options =
        new() { RangeSize = C, Concurrency = 4, WindowSize = 8 * C, Retry = new() { MaxAttempts = 2, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } };

    [Test]
    public async Task Open_OneRangeFailsForGood_DeliversAllBytesBeforeItAndThenTheFailure([Range(0, 7)] int failing, [Values(0, 1, 999)] int after, [Values(1, 2)] int seed)
    {
        using DownloadHarness harness = new();
        RandomScript manners = new(seed, withFaults: false);
        ScriptedRangeSource source = new(8 * C, (span, index) => span.Offset / C == failing
            ? new BodyScript { Yields = index % 7, BreaksAfter = after, Failure = new StorageException(StorageErrorKind.PermissionDenied, "no.") }
            : manners.Next(span, index));
        Exception? failure = await harness.ReadAsync(source, Options);
        Assert.Multiple(() =>
        {
            Assert.That(failure, Is.InstanceOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.PermissionDenied));
            Assert.That(harness.Taken, Is.EqualTo((failing * C) + after));
            Assert.That(source.OpenBodies, Is.Zero, "A body was open when the failure surfaced.");
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_LaterRangeFailsFirst_SurfacesTheFailureThatComesFirstInOrder()
    {
        using DownloadHarness harness = new();
        TaskCompletionSource laterHasFailed = new();
        ScriptedRangeSource source = new(4 * C, (span, _) => (span.Offset / C) switch
        {
            1 => new BodyScript { Wait = (_, token) => laterHasFailed.Task.WaitAsync(token), BreaksAfter = 10, Failure = new StorageException(StorageErrorKind.NotFound, "gone.") },
            3 => FailLater(laterHasFailed),
            _ => new BodyScript(),
        });
        Exception? failure = await harness.ReadAsync(source, Options);
        Assert.Multiple(() =>
        {
            Assert.That((failure as StorageException)?.Kind, Is.EqualTo(StorageErrorKind.NotFound));
            Assert.That(harness.Taken, Is.EqualTo(C + 10));
        });
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    [Test]
    public async Task Open_TransientFailureBeyondTheAttempts_SaysHowOftenItWasTried()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(4 * C, static (span, _) => new BodyScript { BreaksAfter = span.Offset == 2 * C ? 0 : null });
        StorageException? failure = await harness.ReadAsync(source, Options) as StorageException;
        Assert.Multiple(() =>
        {
            Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.Network));
            Assert.That(failure?.Attempts, Is.EqualTo(2));
            Assert.That(harness.Taken, Is.EqualTo(2 * C));
        });
    }

    [Test]
    public async Task Open_FailureOfAForeignType_SurfacesAsItIs()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(C, static (_, _) => new BodyScript { Refusal = new InvalidOperationException("a bug.") });
        Assert.That(await harness.ReadAsync(source, Options), Is.InstanceOf<InvalidOperationException>());
        Assert.That(source.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Download_OneRangeFailsForGood_StopsAllOthersAndThrows()
    {
        using DownloadHarness harness = new();
        ScriptedRangeSource source = new(100 * C, static (span, _) => new BodyScript
        {
            Refusal = span.Offset == 3 * C ? new StorageException(StorageErrorKind.ObjectChanged, "replaced.") : null,
            StallsAfter = span.Offset > 3 * C ? 1 : null,
        });
        StorageException? failure = await harness.DownloadAsync(source, Options) as StorageException;
        Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.ObjectChanged));
        harness.AssertNothingIsLeft(source.OpenBodies);
    }

    private static BodyScript FailLater(TaskCompletionSource hasFailed)
    {
        hasFailed.TrySetResult();
        return new BodyScript { Refusal = new StorageException(StorageErrorKind.PermissionDenied, "no.") };
    }
}
