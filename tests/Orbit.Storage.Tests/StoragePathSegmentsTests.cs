namespace Orbit.Storage.Tests;

/// <summary>Paths made from random segments behave as the list of those segments.</summary>
public class StoragePathSegmentsTests
{
    private static readonly string[] Alphabet = ["a", "b", ".", "..", " ", "ab", "é", "😀", "%2F", "\\", "-", "~", "0"];

    [Test]
    public void Members_AnySegments_AreThoseOfTheList([Range(1, 20)] int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 200; round++)
        {
            string[] segments = Segments(random, 1, 6);
            StoragePath path = string.Join('/', segments);

            Assert.That(path.Name, Is.EqualTo(segments[^1]));
            Assert.That(path.Depth, Is.EqualTo(segments.Length));
            Assert.That(path.Parent.Value, Is.EqualTo(string.Join('/', segments[..^1])));
            Assert.That(path.Parent / path.Name, Is.EqualTo(path));
            Assert.That(path.EndsWithSeparator, Is.False);
        }
    }

    [Test]
    public void Combine_AnyTwo_JoinsTheLists([Range(1, 20)] int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 200; round++)
        {
            string[] left = Segments(random, 0, 4);
            string[] right = Segments(random, 0, 4);
            StoragePath ancestor = string.Join('/', left);
            StoragePath relative = string.Join('/', right);

            StoragePath joined = ancestor / relative;

            Assert.That(joined.Value, Is.EqualTo(string.Join('/', [.. left, .. right])));
            Assert.That(joined, Is.EqualTo(ancestor.Combine(relative)));
            Assert.That(joined.IsAtOrBelow(ancestor), Is.True);
            Assert.That(joined.RelativeTo(ancestor), Is.EqualTo(relative));
            Assert.That(joined.Depth, Is.EqualTo(ancestor.Depth + relative.Depth));
        }
    }

    [Test]
    public void IsAtOrBelow_AnyTwo_ComparesWholeSegments([Range(1, 20)] int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 500; round++)
        {
            string[] segments = Segments(random, 0, 4);
            string[] ancestors = Segments(random, 0, 3);
            StoragePath path = string.Join('/', segments);
            StoragePath ancestor = string.Join('/', ancestors);
            bool isBelow = segments.Length >= ancestors.Length && segments.AsSpan(0, ancestors.Length).SequenceEqual(ancestors);

            Assert.That(path.IsAtOrBelow(ancestor), Is.EqualTo(isBelow), $"'{path}' below '{ancestor}'");
            if (!isBelow)
            {
                Assert.That(() => path.RelativeTo(ancestor), Throws.ArgumentException);
            }
        }
    }

    [Test]
    public void CompareTo_AnyTwo_IsTheOrderOfTheUtf8Bytes([Range(1, 20)] int seed)
    {
        Random random = new(seed);
        string[] characters = ["a", "b", "!", "-", ".x", "/", "\u007f", "\u0080", "é", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "😀", "\U0010ffff", "\U00010000"];
        for (int round = 0; round < 500; round++)
        {
            StoragePath left = string.Concat(random.GetItems(characters, random.Next(0, 6)));
            StoragePath right = string.Concat(random.GetItems(characters, random.Next(0, 6)));
            int bytes = System.Text.Encoding.UTF8.GetBytes(left.Value).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(right.Value));

            Assert.That(Math.Sign(left.CompareTo(right)), Is.EqualTo(Math.Sign(bytes)), $"'{left}' to '{right}'");
            Assert.That(left < right, Is.EqualTo(bytes < 0));
            Assert.That(left <= right, Is.EqualTo(bytes <= 0));
            Assert.That(left > right, Is.EqualTo(bytes > 0));
            Assert.That(left >= right, Is.EqualTo(bytes >= 0));
        }
    }

    [TestCase("a//b", "a", "/b")]
    [TestCase("a//b", "a/", "/b")]
    [TestCase("a/b", "a/", "b")]
    [TestCase("/a/b", "/a", "b")]
    public void RelativeTo_EmptySegments_CombinesBackToThePath(string path, string ancestor, string relative)
    {
        StoragePath seen = new StoragePath(path).RelativeTo(ancestor);

        Assert.That(seen.Value, Is.EqualTo(relative));
        Assert.That((new StoragePath(ancestor) / seen).Value, Is.EqualTo(path));
    }

    [Test]
    public void Construct_AnyText_AcceptsWhatTheRulesSay([Range(1, 20)] int seed)
    {
        Random random = new(seed);
        string[] pieces = [".", "..", "/", "a", "\0", "\ud83d", "\ude00", "😀", "x.y"];
        for (int round = 0; round < 500; round++)
        {
            string text = string.Concat(random.GetItems(pieces, random.Next(0, 6)));
            bool isFine = !text.Contains('\0')
                && !text.Split('/').Any(segment => segment is "." or "..")
                && text == System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

            Assert.That(StoragePath.TryParse(text, out _, out _), Is.EqualTo(isFine), StoragePathSyntax.Printable(text));
        }
    }

    private static string[] Segments(Random random, int least, int most)
    {
        string[] segments = new string[random.Next(least, most + 1)];
        for (int i = 0; i < segments.Length; i++)
        {
            do
            {
                segments[i] = string.Concat(random.GetItems(Alphabet, random.Next(1, 4)));
            }
            while (segments[i] is "." or "..");
        }

        return segments;
    }
}
