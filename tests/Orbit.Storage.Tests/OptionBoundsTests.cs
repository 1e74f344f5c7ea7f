using System.IO.Pipelines;

namespace Orbit.Storage.Tests;

public class OptionBoundsTests
{
    private readonly RecordingBackend _backend = new(new StorageCapabilities
    {
        ContentHeaders = true,
        ConditionalCreate = true,
        ConditionalUpdate = true,
        WriteIfNoneMatch = true,
    });

    private static readonly ListOptions[] WrongListings =
    [
        new() { MaxDepth = 0 }, new() { MaxEntries = -1 }, new() { PageSize = 0 }, new() { PageSize = 100_001 },
    ];

    private static readonly TransferOptions[] WrongTransfers =
    [
        new() { PartSize = 0 }, new() { Concurrency = 0 }, new() { Concurrency = 1025 }, new() { WindowSize = 0 },
    ];

    private static readonly WriteOptions[] WrongWrites =
    [
        new() { ExpectedLength = -1 },
        new() { IfMatch = "e", Overwrite = false },
        new() { IfMatch = "e", IfNoneMatch = "f" },
        new() { ContentType = "text" },
        new() { ContentType = "text/plain\r\nX: y" },
        new() { CacheControl = "a\nb" },
        new() { ContentDisposition = "a\rb" },
        new() { ContentEncoding = "a\0b" },
        new() { ContentLanguage = "a\u001fb" },
    ];

    [Test]
    public void List_WrongOption_IsAnArgumentMistake([Range(0, 3)] int i)
    {
        Assert.That(() => _backend.ListAsync("a", WrongListings[i]), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("options"));
        Assert.That(_backend.Calls, Is.Empty);
    }

    [Test]
    public void Transfer_WrongOption_IsAnArgumentMistakeEverywhere([Range(0, 3)] int i)
    {
        Assert.That(() => WriteAsync(new WriteOptions { Transfer = WrongTransfers[i] }), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => _backend.OpenReadAsync("a", new ReadOptions { Transfer = WrongTransfers[i] }), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => _backend.OpenRangesAsync("a", new ReadOptions { Transfer = WrongTransfers[i] }), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => _backend.CopyAsync("a", "b", new CopyOptions { Transfer = WrongTransfers[i] }), Throws.InstanceOf<ArgumentException>());
        Assert.That(_backend.Calls, Is.Empty);
    }

    [Test]
    public void Write_WrongOption_IsAnArgumentMistake([Range(0, 8)] int i)
    {
        Assert.That(() => WriteAsync(WrongWrites[i]), Throws.InstanceOf<ArgumentException>());
        Assert.That(_backend.Calls, Is.Empty);
    }

    [Test]
    public void Backend_WrongSettings_AreAllNamed()
    {
        StubOptions options = new() { PartSize = 0, Concurrency = 2000 };
        options.Retry.MaxAttempts = 0;
        options.Retry.BaseDelay = TimeSpan.FromSeconds(-1);
        options.Retry.MaxDelay = TimeSpan.FromHours(1);
        options.Retry.MaxElapsed = TimeSpan.FromSeconds(-1);
        options.Deadlines.Operation = TimeSpan.Zero;
        options.Deadlines.Idle = TimeSpan.FromDays(2);
        options.Deadlines.MinimumBytesPerSecond = -1;
        options.Deadlines.ThroughputWindow = TimeSpan.Zero;

        StorageException failure = Assert.Throws<StorageException>(() => _ = new RecordingBackend(new StorageCapabilities(), options));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        foreach (string setting in new[]
        {
            "PartSize", "Concurrency", "Retry.MaxAttempts", "Retry.BaseDelay", "Retry.MaxDelay", "Retry.MaxElapsed",
            "Deadlines.Operation", "Deadlines.Idle", "Deadlines.MinimumBytesPerSecond", "Deadlines.ThroughputWindow",
        })
        {
            Assert.That(failure.Message, Does.Contain(setting + " is "));
        }
    }

    [Test]
    public void Backend_SettingsAtTheirBounds_AreFine()
    {
        StubOptions options = new() { PartSize = 1, Concurrency = 1024 };
        options.Retry.MaxAttempts = 100;
        options.Retry.BaseDelay = TimeSpan.Zero;
        options.Retry.MaxDelay = TimeSpan.Zero;
        options.Retry.MaxElapsed = TimeSpan.Zero;
        options.Deadlines.Operation = Timeout.InfiniteTimeSpan;
        options.Deadlines.MinimumBytesPerSecond = 0;

        Assert.That(options.Validate(), Is.Empty);
        Assert.That(() => new RecordingBackend(new StorageCapabilities(), options), Throws.Nothing);
    }

    [Test]
    public void Backend_MissingSettings_AreNamed()
    {
        StubOptions options = new() { Retry = null!, Deadlines = null! };

        Assert.That(options.Validate(), Has.Exactly(1).Contains("Retry and Deadlines"));
    }

    private Task<WriteResult> WriteAsync(WriteOptions options) => _backend.WriteAsync("a", PipeReader.Create(new MemoryStream()), options);

    private sealed class StubOptions : StorageBackendOptions;
}
