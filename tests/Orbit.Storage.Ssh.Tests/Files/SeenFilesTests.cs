using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Ssh.Files;

namespace Orbit.Storage.Ssh.Tests.Files;

public sealed class SeenFilesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SeenFiles _seen;

    public SeenFilesTests() => _seen = new SeenFiles(_time);

    [Test]
    public void TryTake_FileThatWasListed_Once()
    {
        _seen.Note(Version("/a/x", 1));
        _seen.Note(Version("/a/x", 2));

        Assert.That(_seen.TryTake("/a/y"), Is.Null);
        Assert.That(_seen.TryTake("/a/x"), Is.EqualTo(Version("/a/x", 2)));
        Assert.That(_seen.TryTake("/a/x"), Is.Null);
    }

    [Test]
    public void TryTake_TenSecondsLater_Nothing()
    {
        _seen.Note(Version("/a/x", 1));
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.That(_seen.TryTake("/a/x"), Is.Null);
    }

    [Test]
    public void Note_MoreThanAreKept_TheLastAreThere()
    {
        for (int i = 0; i < 10_000; i++)
        {
            _seen.Note(Version($"/{i}", i));
        }

        Assert.That(_seen.TryTake("/9999"), Is.EqualTo(Version("/9999", 9999)));
        Assert.That(Enumerable.Range(0, 9_999).Count(i => _seen.TryTake($"/{i}") is not null), Is.LessThan(4_096));
    }

    private static FileVersion Version(string name, long length) => new(name, length, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
}
