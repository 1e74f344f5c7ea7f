using System.Text;

namespace Orbit.Storage.Ssh.Tests.Files;

public sealed class SftpPathTests
{
    [TestCase("plain")]
    [TestCase("é中文😀")]
    [TestCase("a\udc80b\udcff")]
    public void ToWire_AndBack_IsTheSame(string name) => Assert.That(SftpPath.FromWire(SftpPath.ToWire(name)), Is.EqualTo(name));

    [Test]
    public void ToWire_IsTheBytesOfUtf8() => Assert.That(SftpPath.ToWire("é"), Is.EqualTo("\u00c3\u00a9"));

    [Test]
    public void FromWire_EveryByte_ComesBack()
    {
        string wire = Encoding.Latin1.GetString([.. Enumerable.Range(1, 255).Select(i => (byte)i)]);

        Assert.That(SftpPath.ToWire(SftpPath.FromWire(wire)), Is.EqualTo(wire));
    }

    [Test]
    public void Unresolved_IsLongerThanServersResolve_AndItsDirectoryIsNot()
    {
        string form = SftpPath.Unresolved("/root/dir/x");

        Assert.That(SftpPath.LastOf(form), Is.EqualTo("x"));
        Assert.That(form[..form.LastIndexOf('/')], Has.Length.EqualTo(4096));
        Assert.That(form.TrimEnd('x').TrimEnd('/'), Is.EqualTo("/root/dir"));
    }
}
