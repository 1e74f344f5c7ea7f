using System.Buffers;
using System.IO.Pipelines;
using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

public sealed class FullDiskTests(VolumeKind kind) : LocalFixture(kind)
{
    private const int Capacity = 1024 * 1024;
    private ScratchMount? _mount;

    [SetUp]
    public void Mount() => _mount = ScratchMount.Create(OnDisk("disk"), "size=1m,nr_inodes=20");

    [TearDown]
    public void Unmount() => _mount?.Dispose();

    [Test]
    public async Task WriteAsync_AnotherMountThanTheSystemsTemporaryOne_Works()
    {
        LocalBackend backend = OpenDisk();

        await WriteAsync("a/b/file", "text", null, backend);

        Assert.That(await ReadAsync("a/b/file", null, backend), Is.EqualTo("text"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task WriteAsync_DiskFull_IsQuotaExceededAndLeavesTheOldContent(bool isLengthKnown)
    {
        LocalBackend backend = OpenDisk();
        await WriteAsync("file", "old", null, backend);
        byte[] content = new byte[Capacity + 1];

        StorageException failure = await FailureOf(
            backend.WriteAsync("file", PipeReader.Create(new ReadOnlySequence<byte>(content)), new WriteOptions
            {
                ExpectedLength = isLengthKnown ? content.Length : null,
                Transfer = new TransferOptions { PartSize = 256 * 1024 },
            }),
            StorageErrorKind.QuotaExceeded);

        Assert.That(failure.Message, Is.EqualTo("local: cannot write 'file': the disk is full; free some space (the target is as it was)."));
        Assert.That(await File.ReadAllTextAsync(OnDisk("disk/file")), Is.EqualTo("old"));
        Assert.That(Directory.GetFileSystemEntries(OnDisk("disk")), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task WriteAsync_NoInodesLeft_IsQuotaExceeded()
    {
        LocalBackend backend = OpenDisk();
        for (int i = 0; i < 19; i++)
        {
            await File.WriteAllTextAsync(OnDisk($"disk/{i}"), "");
        }

        await FailureOf(WriteAsync("file", "text", null, backend), StorageErrorKind.QuotaExceeded);
        await FailureOf(backend.CreateDirectoryAsync("directory"), StorageErrorKind.QuotaExceeded);
    }

    [Test]
    public async Task CopyAsync_DiskFull_IsQuotaExceededAndLeavesNothing()
    {
        LocalBackend backend = OpenDisk();
        await WriteAsync("source", new string('x', Capacity * 2 / 3), null, backend);

        await FailureOf(backend.CopyAsync("source", "new/destination"), StorageErrorKind.QuotaExceeded);

        Assert.That(Directory.GetFileSystemEntries(OnDisk("disk")), Is.EqualTo(new[] { OnDisk("disk/source") }));
    }

    [Test]
    public async Task AnyChange_ReadOnlyMount_IsPermissionDenied()
    {
        LocalBackend backend = OpenDisk();
        await WriteAsync("file", "text", null, backend);
        _mount!.MakeReadOnly();

        StorageException failure = await FailureOf(WriteAsync("file", "other", null, backend), StorageErrorKind.PermissionDenied);
        await FailureOf(backend.DeleteAsync("file"), StorageErrorKind.PermissionDenied);
        await FailureOf(backend.DeleteAsync("file", new DeleteOptions { Recursive = true }), StorageErrorKind.PermissionDenied);
        await FailureOf(backend.CreateDirectoryAsync("a/b"), StorageErrorKind.PermissionDenied);
        await FailureOf(backend.RenameAsync("file", "other"), StorageErrorKind.PermissionDenied);
        await FailureOf(backend.SetAttributesAsync("file", new StorageAttributes { LastModified = DateTimeOffset.UnixEpoch }), StorageErrorKind.PermissionDenied);

        Assert.That(failure.Message, Does.EndWith("the file system is mounted read-only; mount it for writing."));
        Assert.That(await ReadAsync("file", null, backend), Is.EqualTo("text"));
    }

    private LocalBackend OpenDisk() => Open(configure: options => options.Root = OnDisk("disk"));
}
