using System.IO.Hashing;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Writing;

public sealed class PublicationInDoubtTests
{
    private const int P = WriteRig.PartSize;
    private static readonly WriteOptions CreateOnly = new() { Overwrite = false };

    [Test]
    public async Task WriteAsync_AnswerIsLostOnceAndRepeatSucceeds_Succeeds([Values("whole", "complete")] string stage)
    {
        using WriteRig rig = LosingAnswers(stage, times: 1);

        Assert.That((await rig.WriteAsync(Content(stage))).Size, Is.EqualTo(Content(stage).Length));
    }

    [Test]
    public void WriteAsync_AnswerIsLostAndRepeatFindsAnObject_OutcomeUnknown([Values("whole", "complete")] string stage)
    {
        using WriteRig rig = LosingAnswers(stage, times: 1, then: new StorageException(StorageErrorKind.AlreadyExists, "it exists."));
        rig.Backend.Stat = path => Entry(path, Content(stage).Length);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(Content(stage), CreateOnly))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.OutcomeUnknown));
        Assert.That(failure.IsTransient, Is.False);
    }

    [Test]
    public void WriteAsync_AnswerIsLostAndRepeatFindsAnotherObject_AlreadyExists([Values("whole", "complete")] string stage)
    {
        using WriteRig rig = LosingAnswers(stage, times: 1, then: new StorageException(StorageErrorKind.AlreadyExists, "it exists."));
        rig.Backend.Stat = path => Entry(path, 1);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(Content(stage), CreateOnly))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.AlreadyExists));
    }

    [Test]
    public void WriteAsync_EveryAnswerIsLostAndNothingIsThere_TheFailureItself([Values("whole", "complete")] string stage)
    {
        using WriteRig rig = LosingAnswers(stage, times: int.MaxValue);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(Content(stage)))!;

        Assert.That((failure.Kind, failure.Attempts), Is.EqualTo((StorageErrorKind.Network, 5)));
    }

    [Test]
    public void WriteAsync_EveryAnswerIsLostAndStoreCannotBeAsked_OutcomeUnknownWithTheAttempts([Values("whole", "complete")] string stage)
    {
        using WriteRig rig = LosingAnswers(stage, times: int.MaxValue);
        rig.Backend.Stat = _ => throw new TransportException(isTransient: true);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(Content(stage)))!;

        Assert.That((failure.Kind, failure.Attempts), Is.EqualTo((StorageErrorKind.OutcomeUnknown, 5)));
        Assert.That(failure.InnerException, Is.InstanceOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.Network));
    }

    [Test]
    public async Task WriteAsync_AnswersAreLostAndTheSameContentIsThere_Succeeds([Values("whole", "complete")] string stage)
    {
        using WriteRig rig = LosingAnswers(stage, times: int.MaxValue);
        byte[] content = Content(stage);
        ContentChecksum checksum = new(ChecksumAlgorithm.XxHash3, XxHash3.Hash(content));
        rig.Backend.Stat = path => Entry(path, content.Length, checksum);

        WriteResult result = await rig.WriteAsync(content, new WriteOptions { Checksum = checksum });

        Assert.That((result.Size, result.ETag), Is.EqualTo(((long)content.Length, "tag")));
        Assert.That(rig.Sink.Calls, Has.No.Member("abort"));
    }

    [Test]
    public void WriteAsync_CreateOnlyAnswersAreLostAndEqualContentIsThere_OutcomeUnknown()
    {
        using WriteRig rig = LosingAnswers("whole", times: int.MaxValue);
        byte[] content = Content("whole");
        ContentChecksum checksum = new(ChecksumAlgorithm.XxHash3, XxHash3.Hash(content));
        rig.Backend.Stat = path => Entry(path, content.Length, checksum);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(content, new WriteOptions { Checksum = checksum, Overwrite = false }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.OutcomeUnknown), "whoever creates first must be one alone");
    }

    [Test]
    public void WriteAsync_ConnectionBreaksBeforeTheLastByteIsRead_NoDoubt()
    {
        using WriteRig rig = new();
        bool wasAsked = false;
        rig.Backend.Stat = path =>
        {
            wasAsked = true;
            return Entry(path, 100);
        };
        rig.Sink.OnCall = async (call, content, token) =>
        {
            if (call == "whole")
            {
                await using Stream stream = content!.OpenStream();
                await stream.ReadExactlyAsync(new byte[99], token);
                throw new TransportException(isTransient: true);
            }
        };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(WriteRig.Content(100), CreateOnly))!;

        Assert.That((failure.Kind, wasAsked), Is.EqualTo((StorageErrorKind.Network, false)));
    }

    [Test]
    public void WriteAsync_CancelledAndAnswerStaysOut_UnknownUnlessNothingIsThere([Values] bool isThere)
    {
        using WriteRig rig = new();
        using CancellationTokenSource cancel = new();
        rig.Backend.Stat = isThere ? path => Entry(path, 3 * P) : null;
        rig.Sink.OnCall = async (call, _, token) =>
        {
            if (call == "complete")
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }
        };

        Exception failure = Assert.CatchAsync(() => rig.WriteAsync(WriteRig.Content(3 * P), null, cancel.Token))!;

        Assert.That((failure as StorageException)?.Kind, Is.EqualTo(isThere ? StorageErrorKind.OutcomeUnknown : (StorageErrorKind?)null));
        Assert.That(failure is OperationCanceledException, Is.EqualTo(!isThere));
        rig.AssertUntouched();
    }

    private static byte[] Content(string stage) => WriteRig.Content(stage == "whole" ? 100 : 3 * P);

    private static StorageEntry Entry(StoragePath path, long size, ContentChecksum? checksum = null) =>
        new(path, StorageEntryKind.File) { Size = size, Checksum = checksum, ETag = "tag" };

    private static WriteRig LosingAnswers(string stage, int times, Exception? then = null)
    {
        WriteRig rig = new(retry: new RetryOptions { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero, MaxAttempts = 5 });
        int calls = 0;
        rig.Sink.OnCall = (call, content, token) =>
        {
            if (call != stage)
            {
                return Task.CompletedTask;
            }

            content?.TryGetMemory(out _);
            return calls++ < times ? throw new TransportException(isTransient: true) : then is null ? Task.CompletedTask : throw then;
        };
        return rig;
    }
}
