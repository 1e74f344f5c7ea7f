using Orbit.Storage.Memory;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;
using Orbit.Storage.Tests.Memory;

namespace Orbit.Storage.Tests.Transfers.Trees;

/// <summary>A large file goes on within, where the target can.</summary>
public sealed class LargeFileResumeTests : IDisposable
{
    private const int Length = 9 << 20;

    private readonly JournalRig _journal = new();

    public void Dispose() => _journal.Dispose();

    private CopyTreeOptions Options => new() { Resume = new TreeResumeOptions { JournalFile = _journal.File }, Transfer = new TransferOptions { PartSize = 1 << 20, Concurrency = 2 } };

    [Test]
    public async Task CopyTree_InterruptedInALargeFile_SendsOnlyThePartsThatAreMissing()
    {
        await using MemoryBackend source = new();
        await using ScriptedBackend target = new();
        byte[] content = PatternedBytes.Create(Length);
        await source.WriteBytesAsync("p/large", content);
        await InterruptAsync(source, target);
        int before = target.Log.Count(StorageCall.WritePart);

        TreeReport report = await source.CopyTreeAsync("p", target, "q", Options);

        Assert.That(report.ResumedBytes, Is.GreaterThanOrEqualTo(3 << 20));
        Assert.That((target.Log.Count(StorageCall.WritePart) - before) << 20, Is.LessThanOrEqualTo(Length - report.ResumedBytes + (1 << 20)));
        PatternedBytes.AssertSame(target.Peek("q/large")!.Value.Span, content);
        Assert.That(Directory.EnumerateFileSystemEntries(_journal.Folder), Is.Empty);
        Assert.That(target.OpenUploads, Is.Zero);
    }

    [Test]
    public async Task CopyTree_LargeFileChangedMeanwhile_IsSentAsItIsNow()
    {
        await using MemoryBackend source = new();
        await using ScriptedBackend target = new();
        await source.WriteBytesAsync("p/large", PatternedBytes.Create(Length));
        await InterruptAsync(source, target);
        byte[] changed = PatternedBytes.Create(Length, seed: 2);
        await source.WriteBytesAsync("p/large", changed);

        TreeReport report = await source.CopyTreeAsync("p", target, "q", Options);

        Assert.That(report.ResumedBytes, Is.Zero);
        PatternedBytes.AssertSame(target.Peek("q/large")!.Value.Span, changed);
    }

    [Test]
    public async Task CopyTo_Interrupted_GoesOnAndSaysHowMuch()
    {
        await using MemoryBackend source = new();
        await using ScriptedBackend target = new();
        byte[] content = PatternedBytes.Create(Length);
        await source.WriteBytesAsync("a", content);
        CopyToOptions options = new() { Resume = new ResumeOptions { JournalFile = _journal.File }, Transfer = Options.Transfer };
        target.Faults.Add(StorageCall.WritePart, Fault.Throw(StorageErrorKind.PermissionDenied), skip: 5, times: int.MaxValue);
        Assert.ThrowsAsync<StorageException>(() => source.CopyToAsync("a", target, "b", options));
        target.Faults.Clear();

        CopyToResult result = await source.CopyToAsync("a", target, "b", options);

        Assert.That(result.ResumedBytes, Is.GreaterThanOrEqualTo(3 << 20));
        PatternedBytes.AssertSame(target.Peek("b")!.Value.Span, content);
    }

    private async Task InterruptAsync(MemoryBackend source, ScriptedBackend target)
    {
        target.Faults.Add(StorageCall.WritePart, Fault.Throw(StorageErrorKind.PermissionDenied), skip: 5, times: int.MaxValue);
        await Task.CompletedTask;
        Assert.ThrowsAsync<StorageException>(() => source.CopyTreeAsync("p", target, "q", Options));
        target.Faults.Clear();
    }
}
