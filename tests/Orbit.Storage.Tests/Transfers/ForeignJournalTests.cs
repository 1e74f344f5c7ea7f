using System.IO.Hashing;
using System.Text;

namespace Orbit.Storage.Tests.Transfers;

/// <summary>Files that are not this transfer's journal are refused and left as they were.</summary>
public sealed class ForeignJournalTests : IDisposable
{
    private readonly JournalRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [TestCase("some text that somebody needs")]
    [TestCase("some text\nwith lines\n")]
    [TestCase("{\"journal\":\"another-program\",\"version\":1}\n")]
    [TestCase("\0\0\0\0")]
    public void Read_AnotherFile_IsRefusedAndKept(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _rig.Bytes = bytes;

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => _rig.ReadAsync());

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(failure.Message, Does.Contain(_rig.File));
        Assert.That(_rig.Bytes, Is.EqualTo(bytes));
    }

    [Test]
    public async Task Read_AnotherKind_IsRefusedAndKept()
    {
        await _rig.WriteAsync(2);
        byte[] bytes = _rig.Bytes;

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => _rig.ReadAsync("other"));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(_rig.Bytes, Is.EqualTo(bytes));
    }

    [TestCase("\"version\":2")]
    [TestCase("\"version\":\"x\"")]
    [TestCase("\"other\":1")]
    public void Read_AnotherVersion_IsUnsupportedAndKept(string version)
    {
        byte[] bytes = Sealed("{\"journal\":\"orbit-storage\"," + version + ",\"kind\":\"test\"");
        _rig.Bytes = bytes;

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => _rig.ReadAsync());

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Unsupported));
        Assert.That(failure.Message, Does.Contain(_rig.File).And.Contain("version"));
        Assert.That(_rig.Bytes, Is.EqualTo(bytes));
    }

    [Test]
    public async Task Read_IntactLineThatIsNoJson_EndsTheJournal()
    {
        await _rig.WriteAsync(2);
        _rig.Bytes = [.. _rig.Bytes, .. Sealed("{\"type\":nonsense")];

        Assert.That(await _rig.ReadAsync(), Is.EqualTo(new[] { 0, 1 }));
    }

    private static byte[] Sealed(string start)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(start);
        return [.. bytes, .. Encoding.UTF8.GetBytes($",\"crc\":\"{Crc32.HashToUInt32(bytes):x8}\"}}\n")];
    }
}
