namespace Orbit.Storage.Tests;

public class TemporaryNameTests
{
    [Test]
    public void Create_Always_HasTheFormAndIsNew()
    {
        string[] names = [.. Enumerable.Range(0, 1000).Select(_ => TemporaryName.Create())];

        Assert.That(names, Is.Unique);
        Assert.That(names, Is.All.Matches(@"^\.orbit-[0-9a-f]{24}\.tmp$"));
        Assert.That(names.Select(name => TemporaryName.IsMatch(name)), Is.All.True);
    }

    [TestCase(".ORBIT-0123456789ABCDEF01234567.TMP")]
    [TestCase(".Orbit-0123456789abcdef01234567.tmp")]
    public void IsMatch_OtherCase_IsTheSameNameOnSomeFileSystems(string name) => Assert.That(TemporaryName.IsMatch(name), Is.True);

    [TestCase("")]
    [TestCase(".orbit-.tmp")]
    [TestCase(".orbit-0123456789abcdef0123456.tmp")]
    [TestCase(".orbit-0123456789abcdef012345678.tmp")]
    [TestCase(".orbit-0123456789abcdef0123456g.tmp")]
    [TestCase("orbit-0123456789abcdef012345678.tmp")]
    [TestCase(".orbit-0123456789abcdef01234567.tmpx")]
    [TestCase("x.orbit-0123456789abcdef01234567.tmp")]
    [TestCase(".orbit_0123456789abcdef01234567.tmp")]
    public void IsMatch_AnotherForm_IsFalse(string name) => Assert.That(TemporaryName.IsMatch(name), Is.False);
}
