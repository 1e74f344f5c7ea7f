using System.IO.Pipelines;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;

namespace Orbit.Storage.Tests.Writing;

/// <summary>A journal that cannot be used fails the write before the store is asked, and nothing is lost.</summary>
public sealed class ResumeJournalTests : IDisposable
{
    private readonly ResumeRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Test]
    public async Task Journal_InUse_IsBusyBeforeTheStoreIsAsked()
    {
        Pipe slow = new();
        Task<WriteResult> first = _rig.Store.WriteAsync("object", slow.Reader, _rig.Options());

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => _rig.Store.WriteAsync("object", ResumeRig.Content().OpenSource(), _rig.Options()));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Busy));
        Assert.That(failure.Message, Does.StartWith("scripted: cannot write 'object'").And.Contains(_rig.Journal));
        await slow.Writer.CompleteAsync();
        await first;
        Assert.That(_rig.Store.Log.Count(StorageCall.OpenSink), Is.EqualTo(1));
    }

    [Test]
    public void Journal_OfAnotherPath_IsRefusedAndKept()
    {
        _rig.Interrupt(ResumeRig.Content(), 3);
        byte[] before = File.ReadAllBytes(_rig.Journal);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => _rig.Store.WriteAsync("other", ResumeRig.Content().OpenSource(), _rig.Options()));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(failure.Message, Does.Contain("'object'").And.Contain(_rig.Journal));
        Assert.That(File.ReadAllBytes(_rig.Journal), Is.EqualTo(before));
        Assert.That(_rig.Calls, Is.Empty);
    }

    [Test]
    public void Journal_ThatIsAnotherFile_IsRefusedAndKept()
    {
        File.WriteAllText(_rig.Journal, "somebody's notes\n");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => _rig.WriteAsync(ResumeRig.Content()));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(File.ReadAllText(_rig.Journal), Is.EqualTo("somebody's notes\n"));
        Assert.That(_rig.Calls, Is.Empty);
    }

    [Test]
    public void Journal_InNoDirectory_IsRefusedBeforeTheStoreIsAsked()
    {
        WriteOptions options = new() { Resume = new ResumeOptions { JournalFile = Path.Combine(_rig.Journal, "no", "journal") } };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => _rig.Store.WriteAsync("object", ResumeRig.Content().OpenSource(), options));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(_rig.Calls, Is.Empty);
    }

    [TestCase("")]
    [TestCase("  ")]
    public void JournalFile_Empty_IsAnArgumentMistake(string file)
    {
        WriteOptions options = new() { Resume = new ResumeOptions { JournalFile = file } };

        Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _rig.Store.WriteAsync("object", ResumeRig.Content().OpenSource(), options));
    }

    [Test]
    public void Begin_ThatFails_LeavesNeitherUploadNorJournal()
    {
        _rig.Store.Faults.Add(StorageCall.BeginParts, Fault.Throw(StorageErrorKind.PermissionDenied));

        Assert.ThrowsAsync<StorageException>(() => _rig.WriteAsync(ResumeRig.Content()));

        Assert.That((_rig.Store.OpenUploads, File.Exists(_rig.Journal)), Is.EqualTo((0, false)));
    }

    [Test]
    public async Task Discard_ThatFails_DoesNotFailTheWrite()
    {
        _rig.Interrupt(ResumeRig.Content(), 3);
        _rig.Store.Faults.Add(StorageCall.AbortParts, Fault.Throw(StorageErrorKind.PermissionDenied));

        await _rig.WriteAsync(new PatternedContent(9));
        _rig.Store.ForgetUploads();

        _rig.AssertEndedWell(new PatternedContent(9));
    }

    [Test]
    public async Task Resume_ThatMeetsATransientFailure_IsTriedAgain()
    {
        _rig.Interrupt(ResumeRig.Content(), 3);
        _rig.Store.Faults.Add(StorageCall.ResumeParts, Fault.Throw(StorageErrorKind.Network));

        WriteResult result = await _rig.WriteAsync(ResumeRig.Content());

        Assert.That(result.ResumedBytes, Is.EqualTo(3L * ResumeRig.PartSize));
        _rig.AssertEndedWell(ResumeRig.Content());
    }

    [Test]
    public async Task Resume_ThatIsRefused_FailsAndLosesNothing()
    {
        _rig.Interrupt(ResumeRig.Content(), 3);
        _rig.Store.Faults.Add(StorageCall.ResumeParts, Fault.Throw(StorageErrorKind.PermissionDenied));

        Assert.ThrowsAsync<StorageException>(() => _rig.WriteAsync(ResumeRig.Content()));

        WriteResult result = await _rig.WriteAsync(ResumeRig.Content());
        Assert.That(result.ResumedBytes, Is.EqualTo(3L * ResumeRig.PartSize));
        _rig.AssertEndedWell(ResumeRig.Content());
    }
}
