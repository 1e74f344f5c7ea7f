using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;

namespace Orbit.Storage.Tests.Writing;

/// <summary>An interrupted write goes on, and sends what the store has not.</summary>
public sealed class ResumedWriteTests : IDisposable
{
    private readonly ResumeRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Test]
    public async Task Write_AfterABrokenSource_SendsTheRest([Values] bool isLengthKnown)
    {
        PatternedContent content = ResumeRig.Content();
        WriteOptions options = _rig.Options(isLengthKnown ? content.Length : null);
        _rig.Interrupt(content, 6, options);

        WriteResult result = await _rig.WriteAsync(content, options);

        Assert.That(_rig.SentParts, Is.EqualTo(new[] { 6, 7, 8, 9, 10 }));
        Assert.That((result.Size, result.ResumedBytes), Is.EqualTo((content.Length, 6L * ResumeRig.PartSize)));
        _rig.AssertEndedWell(content);
    }

    [Test]
    public async Task Write_InterruptedTwice_KeepsThePartsOfBoth()
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Interrupt(content, 3);
        _rig.Interrupt(content, 7);

        WriteResult result = await _rig.WriteAsync(content);

        Assert.That(_rig.SentParts, Is.EqualTo(new[] { 7, 8, 9, 10 }));
        Assert.That(result.ResumedBytes, Is.EqualTo(7L * ResumeRig.PartSize));
        _rig.AssertEndedWell(content);
    }

    [Test]
    public async Task Write_AfterCancellation_GoesOn()
    {
        PatternedContent content = ResumeRig.Content();
        using CancellationTokenSource cancel = new();
        _rig.Store.Faults.Add(StorageCall.WritePart, Fault.Run((_, _) =>
        {
            cancel.Cancel();
            return default;
        }), skip: 4);
        Assert.CatchAsync<OperationCanceledException>(() => _rig.Store.WriteAsync("object", content.OpenSource(), _rig.Options(), cancel.Token));
        Assert.That((_rig.Store.OpenUploads, _rig.Store.Log.Count(StorageCall.AbortParts)), Is.EqualTo((1, 0)));
        _rig.ForgetCalls();

        WriteResult result = await _rig.WriteAsync(content);

        Assert.That(result.ResumedBytes, Is.AtLeast(4L * ResumeRig.PartSize));
        _rig.AssertEndedWell(content);
    }

    [Test]
    public async Task Write_AfterARefusedPart_GoesOn()
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Store.Faults.Add(StorageCall.WritePart, Fault.Throw(StorageErrorKind.PermissionDenied), skip: 4);
        Assert.ThrowsAsync<StorageException>(() => _rig.WriteAsync(content));

        WriteResult result = await _rig.WriteAsync(content);

        Assert.That(result.ResumedBytes, Is.EqualTo(4L * ResumeRig.PartSize));
        _rig.AssertEndedWell(content);
    }

    [Test]
    public async Task Write_AfterAnUnansweredCompletion_CompletesWithoutAPart()
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Store.Faults.Add(StorageCall.CompleteParts, Fault.Throw(StorageErrorKind.PermissionDenied));
        Assert.ThrowsAsync<StorageException>(() => _rig.WriteAsync(content));
        _rig.ForgetCalls();

        WriteResult result = await _rig.WriteAsync(content);

        Assert.That(_rig.SentParts, Is.Empty);
        Assert.That(result.ResumedBytes, Is.EqualTo(content.Length));
        _rig.AssertEndedWell(content);
    }

    [Test]
    public async Task Write_WithAnotherPartSize_KeepsThatOfTheJournal()
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Interrupt(content, 6);

        WriteResult result = await _rig.WriteAsync(content, _rig.Options(partSize: 3 * ResumeRig.PartSize));

        Assert.That(result.ResumedBytes, Is.EqualTo(6L * ResumeRig.PartSize));
        _rig.AssertEndedWell(content);
    }

    [Test]
    public async Task Write_WithPartsThroughTheDisk_GoesOn()
    {
        // Half of the budget is less than a part of 24 of the usual ones.
        const int Part = 24 * ResumeRig.PartSize;
        using ResumeRig rig = new(memory: 1 << 20);
        PatternedContent content = new((5 * Part) + 5, seed: 4);
        rig.Interrupt(content, 3 * 24, rig.Options(partSize: Part));

        WriteResult result = await rig.WriteAsync(content, rig.Options(partSize: Part));

        Assert.That(result.ResumedBytes, Is.EqualTo(3L * Part));
        rig.AssertEndedWell(content);
    }

    [Test]
    public async Task Progress_OfAResumedWrite_CountsAllBytes()
    {
        PatternedContent content = ResumeRig.Content();
        _rig.Interrupt(content, 6);
        List<long> reports = [];

        await _rig.WriteAsync(content, _rig.Options(progress: new Listener(reports)));

        Assert.That(reports, Is.Ordered);
        Assert.That(reports[^1], Is.EqualTo(content.Length));
    }

    [Test]
    public async Task Write_WithoutInterruption_LeavesNothingAndResumesNothing()
    {
        WriteResult result = await _rig.WriteAsync(ResumeRig.Content());

        Assert.That(result.ResumedBytes, Is.Zero);
        _rig.AssertEndedWell(ResumeRig.Content());
    }

    [TestCase(0)]
    [TestCase(ResumeRig.PartSize)]
    public async Task Write_OfOnePart_IsOneRequestAndNoJournal(int length)
    {
        PatternedContent content = new(length, seed: 3);
        _rig.Store.Faults.Add(StorageCall.WriteWhole, Fault.Run((_, _) =>
        {
            Assert.That(new FileInfo(_rig.Journal).Length, Is.Zero, "There is nothing to be noted.");
            return default;
        }));

        await _rig.WriteAsync(content);

        Assert.That(_rig.Store.Log.Count(StorageCall.BeginParts), Is.Zero);
        _rig.AssertEndedWell(content);
    }

    private sealed class Listener(List<long> reports) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => reports.Add(value.BytesTransferred);
    }
}
