using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage.Tests.DependencyInjection;

public sealed class StorageUriTests
{
    [TestCase("s3://bucket/prefix", "s3://bucket/prefix")]
    [TestCase("file:///srv/data", "file:///srv/data")]
    [TestCase("mem:", "mem:")]
    [TestCase("sftp://user:hush@host:22/path", "sftp://***@host:22/path")]
    [TestCase("sftp://hush@host/path", "sftp://***@host/path")]
    [TestCase("sftp://user:hu@sh@host/path", "sftp://***@host/path")]
    [TestCase("sftp://user:hu/sh@host/path", "sftp://***@host/path")]
    [TestCase("sftp://user:hu?sh@host/path", "sftp://***@host/path")]
    [TestCase("sftp://user:hu#sh@host/path", "sftp://***@host/path")]
    [TestCase("sftp://user:h%40ush@host/path", "sftp://***@host/path")]
    [TestCase("s3://bucket?secretKey=hush&region=eu", "s3://bucket?secretKey=***&region=***")]
    [TestCase("s3://bucket?hush", "s3://bucket?***")]
    [TestCase("s3://bucket?a=hush=hush#hush", "s3://bucket?a=***#***")]
    [TestCase("s3://bucket#hush", "s3://bucket#***")]
    [TestCase("x:user:hush@host", "x:***@host")]
    [TestCase("user:hush@host", "user:***@host")]
    [TestCase("hush@host", "***@host")]
    [TestCase("", "")]
    public void Redact_PartsThatMayBeSecret_AreHidden(string uri, string shown) =>
        Assert.That(StorageUri.Redact(uri), Is.EqualTo(shown));

    [Test]
    public void Redact_ParsedUri_HidesTheSame() =>
        Assert.That(StorageUri.Redact(new Uri("smb://me:hush@host/share/x")), Is.EqualTo("smb://***@host/share/x"));
}
