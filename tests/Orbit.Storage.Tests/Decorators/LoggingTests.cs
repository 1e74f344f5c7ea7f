using Microsoft.Extensions.Logging;
using Orbit.Storage.Memory;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Tests.Decorators;

public sealed class LoggingTests
{
    private readonly RecordingLogger _log = new();
    private IStorageBackend _view = null!;

    [SetUp]
    public void Wrap() => _view = new MemoryBackend().WithLogging(_log, LogLevel.Debug);

    [TearDown]
    public async Task DisposeAsync() => await _view.DisposeAsync();

    [Test]
    public async Task Calls_LeaveOneLineEach()
    {
        await _view.WriteTextAsync("dir/file", "content");
        await _view.StatAsync("dir/file");
        await _view.RenameAsync("dir/file", "dir/other");
        await _view.ListToListAsync("dir", 10);

        Assert.That(_log.Lines.Select(line => line.Level), Is.All.EqualTo(LogLevel.Debug));
        Assert.That(_log.Lines.Select(line => line.Text[..line.Text.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])]), Is.EqualTo(new[]
        {
            "memory: the write of 'dir/file', ",
            "memory: stat 'dir/file' took ",
            "memory: rename 'dir/file' to 'dir/other' took ",
            "memory: list 'dir' gave ",
        }));
        Assert.That(_log.Lines[0].Text, Does.Contain("7 bytes"));
    }

    [Test]
    public async Task Read_IsLoggedWhenOpenedAndWhenDone()
    {
        await _view.WriteTextAsync("file", "content");
        _log.Lines.Clear();

        await _view.ReadTextAsync("file");

        Assert.That(_log.Lines.Select(line => line.Text), Has.Some.Contains("the reading of 'file', 7 bytes").And.Some.Contains("read 'file' took"));
    }

    [Test]
    public async Task Failure_IsAWarningWithItsKind()
    {
        await StorageAssert.FailsAsync(() => _view.StatAsync("missing"), StorageErrorKind.NotFound);

        Assert.That(_log.Lines.Select(line => (line.Level, line.Text.Contains("failed with NotFound", StringComparison.Ordinal))), Is.EqualTo(new[] { (LogLevel.Warning, true) }));
    }

    private sealed class RecordingLogger : ILogger
    {
        public List<(LogLevel Level, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception)));
    }
}
