namespace Orbit.Storage.Tests;

public class StoragePathTests
{
    [TestCase("")]
    [TestCase("/")]
    public void Construct_Root_IsTheRoot(string value)
    {
        StoragePath path = value;

        Assert.That(path.IsRoot, Is.True);
        Assert.That(path, Is.EqualTo(StoragePath.Root).And.EqualTo(default(StoragePath)));
        Assert.That(path.Value, Is.Empty);
        Assert.That(path.ToString(), Is.EqualTo("/"));
        Assert.That(path.Depth, Is.Zero);
        Assert.That(path.Name, Is.Empty);
        Assert.That(path.Parent, Is.EqualTo(StoragePath.Root));
    }

    [TestCase(" a ")]
    [TestCase("a\\b")]
    [TestCase("a//b")]
    [TestCase("/a")]
    [TestCase("a/")]
    [TestCase("...")]
    [TestCase("..a/.b/c..")]
    [TestCase("%2e%2e/%00")]
    [TestCase("C:\\x")]
    [TestCase("e\u0301\u00e9🙀")]
    [TestCase("line\nbreak")]
    public void Construct_UnusualName_IsKeptAsItIs(string value)
    {
        StoragePath path = value;

        Assert.That(path.Value, Is.EqualTo(value));
        Assert.That(path.ToString(), Is.EqualTo(value));
        Assert.That(path.IsPortable, Is.True);
    }

    [Test]
    public void Construct_Null_IsAnArgumentMistake() => Assert.That(() => new StoragePath(null!), Throws.ArgumentNullException);

    [TestCase(".")]
    [TestCase("..")]
    [TestCase("../x")]
    [TestCase("./x")]
    [TestCase("a/../../x")]
    [TestCase("a/./b")]
    [TestCase("a/..")]
    [TestCase("a/.")]
    [TestCase("/..")]
    [TestCase("a/../")]
    [TestCase("a\0b")]
    [TestCase("\0")]
    public void Construct_WhatNoBackendAccepts_IsInvalidPath(string value)
    {
        StorageException failure = Assert.Throws<StorageException>(() => _ = new StoragePath(value));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
        Assert.That(failure.Message, Does.StartWith($"The path '{StoragePathSyntax.Printable(value)}' is invalid: "));
        Assert.That(failure.Message.AsSpan().ContainsAny('\0', '\ud800', '\udfff'), Is.False);
        Assert.That(StoragePath.TryParse(value, out StoragePath path, out string? problem), Is.False);
        Assert.That(path.IsRoot, Is.True);
        Assert.That(problem, Is.Not.Empty);
    }

    [Test]
    public void Construct_LoneSurrogate_IsInvalidPath([Range(0, 4)] int i)
    {
        // Not as arguments of an attribute, which are stored as UTF-8 and lose them.
        Construct_WhatNoBackendAccepts_IsInvalidPath(new[] { "\ud800", "a\udc00b", "\udc00\ud800", "😀\ud83d", "a/\udfff/b" }[i]);
    }

    [Test]
    public void TryParse_Path_IsThePath()
    {
        Assert.That(StoragePath.TryParse("a/b", out StoragePath path, out string? problem), Is.True);
        Assert.That(path, Is.EqualTo(new StoragePath("a/b")));
        Assert.That(problem, Is.Null);
        Assert.That(StoragePath.TryParse(null, out _, out _), Is.False);
    }

    [Test]
    public void Equality_SameText_IsEqual()
    {
        StoragePath left = "a/b";
        StoragePath right = new string("a/b");

        Assert.That(left == right, Is.True);
        Assert.That(left != "a/B", Is.True);
        Assert.That(left.GetHashCode(), Is.EqualTo(right.GetHashCode()));
        Assert.That(left.Equals((object)right), Is.True);
        Assert.That(left.Equals("a/b"), Is.True, "through the implicit conversion");
        Assert.That(new StoragePath("e\u0301"), Is.Not.EqualTo(new StoragePath("\u00e9")), "composed and decomposed names are two names");
    }
}
