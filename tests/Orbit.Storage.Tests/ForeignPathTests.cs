namespace Orbit.Storage.Tests;

/// <summary>Names that someone else stored and that break the common rules.</summary>
public class ForeignPathTests
{
    private readonly RecordingBackend _owner = new(new StorageCapabilities());
    private readonly RecordingBackend _other = new(new StorageCapabilities());

    [TestCase("a/../b")]
    [TestCase("..")]
    [TestCase("/")]
    [TestCase("a\0b")]
    public void FromStoredName_NameThatBreaksTheRules_IsUsableOnItsBackendAlone(string key)
    {
        StoragePath path = StoragePath.FromStoredName(key, _owner);

        Assert.That(path.Value, Is.EqualTo(key));
        Assert.That(path.IsPortable, Is.False);
        Assert.That(path.IsUsableOn(_owner), Is.True);
        Assert.That(path.IsUsableOn(_other), Is.False);
    }

    [Test]
    public void FromStoredName_LoneSurrogate_IsUsableOnItsBackendAlone() =>
        Assert.That(StoragePath.FromStoredName("a\ud800", _owner).IsPortable, Is.False);

    [TestCase("a/b")]
    [TestCase("")]
    [TestCase("a//b")]
    [TestCase("/a")]
    public void FromStoredName_OrdinaryName_IsPortable(string key)
    {
        StoragePath path = StoragePath.FromStoredName(key, _owner);

        Assert.That(path.IsPortable, Is.True);
        Assert.That(path.IsUsableOn(_other), Is.True);
        Assert.That(path, Is.EqualTo(new StoragePath(key)));
    }

    [Test]
    public void Parts_OfABoundName_AreBoundWhereTheyBreakTheRulesThemselves()
    {
        StoragePath path = StoragePath.FromStoredName("a/../b", _owner);

        Assert.That(path.Parent.Value, Is.EqualTo("a/.."));
        Assert.That(path.Parent.IsPortable, Is.False);
        Assert.That(path.Parent.Parent.Value, Is.EqualTo("a"));
        Assert.That(path.Parent.Parent.IsPortable, Is.True);
        Assert.That(path.RelativeTo("a").IsPortable, Is.False);
        Assert.That(path.RelativeTo(path.Parent).IsPortable, Is.True);
        Assert.That((new StoragePath("x") / path.RelativeTo("a")).IsUsableOn(_other), Is.False);
    }

    [Test]
    public async Task Call_WithABoundName_IsRefusedByEveryOtherBackendBeforeItIsAsked()
    {
        StoragePath path = StoragePath.FromStoredName("a/../b", _owner);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await _other.StatAsync(path));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
        Assert.That(_other.Calls, Is.Empty);
        Assert.That(async () => await _owner.StatAsync(path), Throws.TypeOf<ReachedException>());
        await _owner.DisposeAsync();
    }
}
