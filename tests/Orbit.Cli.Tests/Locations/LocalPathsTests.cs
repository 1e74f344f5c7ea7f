using Orbit.Cli.Locations;

namespace Orbit.Cli.Tests.Locations;

internal sealed class LocalPathsTests : CliTest
{
    [Test]
    public void Canonical_LinksOnTheWay_AreFollowed()
    {
        System.IO.Directory.CreateDirectory(At("real/sub"));
        File.CreateSymbolicLink(At("real/up"), "../real/sub");
        File.CreateSymbolicLink(At("link"), At("real"));

        Assert.That(LocalPaths.Canonical(At("link/up/new/file"), followLast: true), Is.EqualTo(LocalPaths.Canonical(At("real/sub/new/file"), followLast: true)));
        Assert.That(LocalPaths.Canonical(At("link"), followLast: false), Does.EndWith("/link"));
    }

    [Test]
    public void Canonical_LinksInACircle_AreRefused()
    {
        File.CreateSymbolicLink(At("a"), At("b"));
        File.CreateSymbolicLink(At("b"), At("a"));

        Assert.That(() => LocalPaths.Canonical(At("a/x"), followLast: true), Throws.TypeOf<UsageException>());
    }

    [TestCase("/a/b", "/a/c", "/a")]
    [TestCase("/a/b", "/a/b/c", "/a/b")]
    [TestCase("/a/b", "/a/bc", "/a")]
    [TestCase("/a", "/b", "/")]
    public void CommonDirectory_TwoPaths_IsAboveBoth(string left, string right, string expected) => Assert.That(LocalPaths.CommonDirectory(left, right), Is.EqualTo(expected));
}
