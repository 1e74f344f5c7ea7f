using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Ssh.Files;

namespace Orbit.Storage.Ssh.Tests.Files;

public sealed class SeenDirectoriesTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void TryTake_DirectoryMade_EachNameOnce()
    {
        SeenDirectories seen = new(_time);
        seen.NoteMade("/a");

        Assert.That(seen.TryTake("/a", "/a/x"), Is.True);
        Assert.That(seen.TryTake("/a", "/a/x"), Is.False);
        Assert.That(seen.TryTake("/a", "/a/y"), Is.True);
        Assert.That(seen.Knows("/a"), Is.True);
    }

    [Test]
    public void TryTake_DirectoryOnlySeen_Never()
    {
        SeenDirectories seen = new(_time);
        seen.Note("/a");

        Assert.That(seen.TryTake("/a", "/a/x"), Is.False);
        Assert.That(seen.Knows("/a"), Is.True);
    }

    [Test]
    public void TryTake_DirectoryMadeWithin_IsTaken()
    {
        SeenDirectories seen = new(_time);
        seen.NoteMade("/a");
        seen.NoteMade("/a/b");

        Assert.That(seen.TryTake("/a", "/a/b"), Is.False);
        Assert.That(seen.TryTake("/a/b", "/a/b/c"), Is.True);
    }

    [Test]
    public void TryTake_AMomentLaterOrForgotten_Never([Values] bool forgets)
    {
        SeenDirectories seen = new(_time);
        seen.NoteMade("/a");
        if (forgets)
        {
            seen.Forget();
        }
        else
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(seen.TryTake("/a", "/a/x"), Is.False);
        Assert.That(seen.Knows("/a"), Is.False);
    }

    [Test]
    public void TryTake_MoreNamesThanAreKept_NoneTwice()
    {
        SeenDirectories seen = new(_time);
        seen.NoteMade("/a");
        HashSet<int> free = [];

        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 10_000; i++)
            {
                Assert.That(seen.TryTake("/a", $"/a/{i}") && !free.Add(i), Is.False);
            }
        }

        Assert.That(free, Has.Count.InRange(1_000, 4_096));
    }
}
