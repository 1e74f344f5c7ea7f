using System.Diagnostics;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Writing;

public sealed class CancellationTests
{
    private const int P = WriteRig.PartSize;

    // Far above the five seconds that are promised, so that a loaded machine fails nothing, and below the abort's own thirty.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Test]
    public async Task WriteAsync_CancelledBeforeItBegins_NoRequest()
    {
        using WriteRig rig = new();
        RecordingSource source = WriteRig.Source(WriteRig.Content(10));

        OperationCanceledException canceled = Cancels(() => rig.WriteAsync(source, null, new CancellationToken(true)));

        Assert.That(rig.Opened, Is.Zero);
        Assert.That(await source.Completed, Is.SameAs(canceled));
        rig.AssertUntouched(wasOpened: false);
    }

    [Test]
    public void WriteAsync_CancelledWhileItWaitsForMemory_LeavesTheLine()
    {
        using WriteRig rig = new(capacity: 1 << 20);
        using MemoryReservation all = rig.Memory.TryReserve(1 << 19)!;
        using MemoryReservation rest = rig.Memory.TryReserve(1 << 19)!;
        using CancellationTokenSource cancel = new();

        Task<WriteResult> writing = rig.WriteAsync(WriteRig.Content(3 * P), null, cancel.Token);
        Assert.That(writing.IsCompleted, Is.False);
        cancel.Cancel();

        Cancels(() => writing, cancel.Token);
        Assert.That(rig.Opened, Is.Zero);
        rest.Dispose();
        all.Dispose();
        rig.AssertUntouched(wasOpened: false);
    }

    [Test]
    public async Task WriteAsync_SourceIsSilentAndCallerCancels_EndsSoon([Values(0, 100, P, P + 1, 3 * P)] int before, [Values] bool isStubborn)
    {
        using WriteRig rig = new();
        using CancellationTokenSource cancel = new();
        RecordingSource source = WriteRig.Source(WriteRig.Content(before), staysOpen: true, ignoresCancellation: isStubborn);
        Task<WriteResult> writing = rig.WriteAsync(source, null, cancel.Token);
        while (source.Consumed < before)
        {
            await Task.Delay(1);
        }

        Stopwatch clock = Stopwatch.StartNew();
        await cancel.CancelAsync();

        OperationCanceledException canceled = Cancels(() => writing, cancel.Token);
        Assert.That(clock.Elapsed, Is.LessThan(Soon));
        rig.AssertUntouched();
        if (!isStubborn)
        {
            Assert.That(await source.Completed, Is.SameAs(canceled));
        }
    }

    [Test]
    public async Task WriteAsync_StubbornSourceAnswersAtLast_IsCompletedThen()
    {
        using WriteRig rig = new();
        using CancellationTokenSource cancel = new();
        System.IO.Pipelines.Pipe pipe = new();
        RecordingSource source = new(pipe.Reader) { IgnoresCancellation = true };
        Task<WriteResult> writing = rig.WriteAsync(source, null, cancel.Token);
        await cancel.CancelAsync();
        OperationCanceledException canceled = Cancels(() => writing, cancel.Token);
        Assert.That(source.Completions, Is.Zero, "a reader in use must not be completed");

        await pipe.Writer.WriteAsync(new byte[10], CancellationToken.None);

        Assert.That(await source.Completed.WaitAsync(Soon), Is.SameAs(canceled));
        rig.AssertUntouched();
    }

    [TestCase("begin")]
    [TestCase("part 0")]
    [TestCase("part 5")]
    [TestCase("complete")]
    public void WriteAsync_CancelledWhileTheStoreIsSilent_StopsAndAborts(string stage)
    {
        using WriteRig rig = new();
        using CancellationTokenSource cancel = new();
        bool wasAbortCancelled = true;
        rig.Sink.OnCall = async (call, _, token) =>
        {
            if (call == stage)
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }

            wasAbortCancelled &= call != "abort" || token.IsCancellationRequested;
        };

        Stopwatch clock = Stopwatch.StartNew();
        Cancels(() => rig.WriteAsync(WriteRig.Content(8 * P), null, cancel.Token), cancel.Token);

        Assert.That(clock.Elapsed, Is.LessThan(Soon));
        Assert.That(wasAbortCancelled, Is.False, "the abort has a token of its own");
        rig.AssertUntouched();
    }

    [Test]
    public async Task WriteAsync_FourPartsUnderWayAndCallerCancels_AllEndBeforeTheAbort()
    {
        using WriteRig rig = new();
        using CancellationTokenSource cancel = new();
        TaskCompletionSource four = new(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Sink.OnCall = (call, _, token) =>
        {
            if (call == "abort")
            {
                Assert.That((rig.Sink.UnderWay, token.IsCancellationRequested), Is.EqualTo((0, false)));
            }

            if (!call.StartsWith("part", StringComparison.Ordinal))
            {
                return Task.CompletedTask;
            }

            if (rig.Sink.UnderWay == 4)
            {
                four.TrySetResult();
            }

            return Task.Delay(Timeout.Infinite, token);
        };

        Task<WriteResult> writing = rig.WriteAsync(WriteRig.Content(20 * P), null, cancel.Token);
        await four.Task;
        Stopwatch clock = Stopwatch.StartNew();
        await cancel.CancelAsync();

        Cancels(() => writing, cancel.Token);
        Assert.That(clock.Elapsed, Is.LessThan(Soon));
        rig.AssertUntouched();
    }

    [Test]
    public void WriteAsync_AbortHangsAfterCancellation_CallerDoesNotWaitForIt()
    {
        using WriteRig rig = new();
        using CancellationTokenSource cancel = new();
        rig.Sink.OnCall = async (call, _, token) =>
        {
            if (call == "begin")
            {
                await cancel.CancelAsync();
            }

            if (call is "begin" or "abort")
            {
                await Task.Delay(Timeout.Infinite, token);
            }
        };

        Stopwatch clock = Stopwatch.StartNew();
        Cancels(() => rig.WriteAsync(WriteRig.Content(8 * P), null, cancel.Token), cancel.Token);

        Assert.That(clock.Elapsed, Is.LessThan(Soon));
    }

    [Test]
    public async Task WriteAsync_CancelledWhileItIsPublishedAndAnswerComes_Succeeds([Values("whole", "complete")] string stage)
    {
        using WriteRig rig = new();
        using CancellationTokenSource cancel = new();
        rig.Sink.OnCall = async (call, content, token) =>
        {
            if (call == stage)
            {
                content?.TryGetMemory(out _);
                await cancel.CancelAsync();
                await Task.Delay(50, token);
            }
        };
        int length = stage == "whole" ? 100 : 3 * P;

        WriteResult result = await rig.WriteAsync(WriteRig.Content(length), null, cancel.Token);

        Assert.That((result.Size, rig.Sink.Published!.Length), Is.EqualTo(((long)length, length)));
        rig.AssertNothingHeld();
    }

    [Test]
    public void WriteAsync_CancelledBeforeTheStoreHasAllOfIt_StopsAtOnce()
    {
        using WriteRig rig = new();
        using CancellationTokenSource cancel = new();
        rig.Sink.OnCall = async (call, content, token) =>
        {
            if (call == "whole")
            {
                await using Stream stream = content!.OpenStream();
                await stream.ReadExactlyAsync(new byte[99], token);
                await cancel.CancelAsync();
                Assert.That(token.IsCancellationRequested, "no grace where nothing can have been published");
                Assert.That(() => stream.ReadByte(), Throws.InstanceOf<OperationCanceledException>(), "the last byte must not go out now");
                token.ThrowIfCancellationRequested();
            }
        };

        Cancels(() => rig.WriteAsync(WriteRig.Content(100), null, cancel.Token), cancel.Token);

        rig.AssertUntouched();
    }

    private static OperationCanceledException Cancels(Func<Task> write, CancellationToken? token = null)
    {
        OperationCanceledException canceled = Assert.CatchAsync<OperationCanceledException>(write)!;
        Assert.That(token is null || canceled.CancellationToken == token, "the caller gets the token it knows");
        return canceled;
    }
}
