using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Transfers.Journal;

namespace Orbit.Storage.Tests.Transfers;

public sealed class JournalFileTests : IDisposable
{
    private readonly JournalRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Test]
    public async Task Open_WhileAnotherHasIt_IsBusyAndNamesTheFile()
    {
        await using JournalFile first = _rig.Open();

        StorageException failure = Assert.Throws<StorageException>(() => _rig.Open());

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Busy));
        Assert.That(failure.Message, Does.Contain(_rig.File));
    }

    [Test]
    public async Task Open_AfterTheOtherHasClosed_Works()
    {
        await _rig.WriteAsync(3);

        Assert.That(await _rig.ReadAsync(), Is.EqualTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public void Open_WithoutDirectory_SaysSo()
    {
        StorageException failure = Assert.Throws<StorageException>(() => JournalFile.Open(Path.Combine(_rig.Folder, "no", "journal"), TimeProvider.System));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(failure.Message, Does.Contain("does not exist"));
    }

    [Test]
    public async Task Dispose_NeverBegun_LeavesNoFile()
    {
        await using (_rig.Open())
        {
            Assert.That(File.Exists(_rig.File), Is.True);
        }

        Assert.That(File.Exists(_rig.File), Is.False);
    }

    [Test]
    public async Task Dispose_OverAFileThatWasThere_LeavesIt()
    {
        _rig.Bytes = [];
        await using (JournalFile journal = _rig.Open())
        {
            await journal.ReadAsync("test", _ => { }, default);
            journal.Delete();
        }

        Assert.That(File.Exists(_rig.File), Is.True);
    }

    [Test]
    public async Task Start_OnADevice_IsRefusedAndLeavesIt()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("/dev/null is Unix's.");
        }

        File.CreateSymbolicLink(_rig.File, "/dev/null");
        await using (JournalFile journal = _rig.Open())
        {
            Assert.ThrowsAsync<StorageException>(async () => await journal.StartAsync("test", new JournalRig.Entry(0), default));
            journal.Delete();
        }

        Assert.That(File.Exists(_rig.File), Is.True);
    }

    [Test]
    public async Task Delete_ThenDispose_LeavesNoFileAndFreesTheName()
    {
        await using (JournalFile journal = _rig.Open())
        {
            await journal.StartAsync("test", new JournalRig.Entry(0), default);
            journal.Delete();
        }

        Assert.That(File.Exists(_rig.File), Is.False);
        Assert.That(await _rig.ReadAsync(), Is.Null);
    }

    [Test]
    public async Task Start_OverAnEarlierJournal_ForgetsIt()
    {
        await _rig.WriteAsync(5);
        await using (JournalFile journal = _rig.Open())
        {
            await journal.ReadAsync("test", _ => { }, default);
            await journal.StartAsync("test", new JournalRig.Entry(9), default);
        }

        Assert.That(await _rig.ReadAsync(), Is.EqualTo(new[] { 9 }));
    }

    [Test]
    public async Task Append_FromManyThreads_KeepsEveryRecordWhole()
    {
        FakeTimeProvider time = new();
        await using (JournalFile journal = _rig.Open(time))
        {
            await journal.StartAsync("test", new JournalRig.Entry(0), default);
            await Task.WhenAll(Enumerable.Range(1, 200).Select(i => Task.Run(async () => await journal.AppendAsync(new JournalRig.Entry(i), 1 << 20, default))));
        }

        Assert.That(await _rig.ReadAsync(), Is.EquivalentTo(Enumerable.Range(0, 201)));
    }

    [Test]
    public async Task File_IsForThisUserAlone()
    {
        await _rig.WriteAsync(1);

        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(_rig.File), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }
}
