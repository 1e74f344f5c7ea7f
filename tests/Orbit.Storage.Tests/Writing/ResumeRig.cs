using System.Buffers;
using System.IO.Pipelines;
using Orbit.Storage.Resilience;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Tests.Writing;

/// <summary>A store whose parts outlive writes, and a journal in a directory of its own.</summary>
internal sealed class ResumeRig : IDisposable
{
    public const int PartSize = 32 * 1024;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("orbit-resume-");
    private int _forgotten;

    public ResumeRig(long memory = 8 << 20)
    {
        Memory = new TransferMemory(memory);
        Store = new ScriptedBackend(
            new ScriptedBackendOptions { Retry = new RetryOptions { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } }, new StorageServices { Memory = Memory });
    }

    public TransferMemory Memory { get; }

    public ScriptedBackend Store { get; }

    public string Journal => Path.Combine(_directory.FullName, "journal");

    /// <summary>The calls since the last interruption.</summary>
    public IReadOnlyList<ObservedCall> Calls => [.. Store.Log.Calls.Skip(_forgotten)];

    public IEnumerable<int> SentParts => Calls.Where(call => call.Kind == StorageCall.WritePart).Select(call => call.PartIndex!.Value).Order();

    public static PatternedContent Content(int parts = 10, int seed = 1) => new((parts * PartSize) + 5, seed);

    /// <summary>A write, one part after the other, so that it is known which are stored.</summary>
    public WriteOptions Options(long? length = null, long partSize = PartSize, string? fingerprint = null, string? contentType = null, IProgress<TransferProgress>? progress = null) => new()
    {
        ExpectedLength = length,
        ContentType = contentType,
        Progress = progress,
        Resume = new ResumeOptions { JournalFile = Journal, SourceFingerprint = fingerprint },
        Transfer = new TransferOptions { PartSize = partSize, Concurrency = 1 },
    };

    public Task<WriteResult> WriteAsync(PatternedContent content, WriteOptions? options = null) => Store.WriteAsync("object", content.OpenSource(), options ?? Options());

    public Task<WriteResult> WriteAsync(byte[] content, WriteOptions? options = null) =>
        Store.WriteAsync("object", PipeReader.Create(new ReadOnlySequence<byte>(content)), options ?? Options());

    /// <summary>A write whose source breaks when so many parts are stored.</summary>
    public void Interrupt(PatternedContent content, int parts, WriteOptions? options = null)
    {
        SourceBehavior breaks = new() { FailsAt = ((parts + 1) * PartSize) - 1 };
        Assert.ThrowsAsync<InvalidDataException>(() => Store.WriteAsync("object", content.OpenSource(breaks), options ?? Options()));
        Assert.That((Store.OpenUploads, File.Exists(Journal)), Is.EqualTo((1, true)));
        ForgetCalls();
    }

    public void ForgetCalls() => _forgotten = Store.Log.Calls.Count;

    /// <summary>The object is exact, and nothing is left.</summary>
    public void AssertEndedWell(PatternedContent content) => AssertEndedWell(content.ToArray());

    public void AssertEndedWell(byte[] content)
    {
        Assert.That(Store.Peek("object")!.Value.Span.SequenceEqual(content), Is.True, "The object must be exact.");
        Assert.That((Store.OpenUploads, Store.OpenHandles, Memory.Reserved), Is.EqualTo((0, 0, 0L)));
        Assert.That(File.Exists(Journal), Is.False, "The journal must be gone.");
    }

    public void Dispose()
    {
        Store.Dispose();
        Memory.Dispose();
        _directory.Delete(recursive: true);
    }
}
