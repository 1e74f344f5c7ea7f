using System.Collections.Concurrent;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Writing;

public sealed class PartWindowTests
{
    private const int P = WriteRig.PartSize;

    [Test]
    public async Task WriteAsync_PartsEndOutOfOrder_ContentInOrder([Values] bool givesReceipts)
    {
        using WriteRig rig = new() { Sink = { GivesReceipts = givesReceipts } };
        ConcurrentDictionary<string, TaskCompletionSource> gates = Gate(rig);
        byte[] content = WriteRig.Content((2 * P) + 13);

        Task<WriteResult> writing = rig.WriteAsync(content);
        foreach (string call in new[] { "part 2", "part 0", "part 1" })
        {
            (await EventuallyAsync(gates, call)).SetResult();
        }

        await writing;
        Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
        Assert.That(rig.Sink.Receipts!.Select(receipt => receipt.Index), Is.EqualTo(givesReceipts ? new[] { 0, 1, 2 } : []));
    }

    [Test]
    public async Task WriteAsync_OnePartIsSlow_TheOthersPassIt()
    {
        using WriteRig rig = new();
        TaskCompletionSource slow = new();
        TaskCompletionSource others = new();
        int ended = 0;
        rig.Sink.OnCall = (call, _, _) =>
        {
            if (call == "part 0")
            {
                return slow.Task;
            }

            if (call.StartsWith("part", StringComparison.Ordinal) && Interlocked.Increment(ref ended) == 19)
            {
                others.SetResult();
            }

            return Task.CompletedTask;
        };

        Task<WriteResult> writing = rig.WriteAsync(WriteRig.Content(20 * P));
        await others.Task.WaitAsync(TimeSpan.FromSeconds(30));
        slow.SetResult();

        Assert.That((await writing).Size, Is.EqualTo(20 * P));
    }

    [Test]
    public async Task WriteAsync_EveryPartIsSlow_AsManyUnderWayAsAllowedAndNoMore([Values(1, 2, 5)] int concurrency)
    {
        using WriteRig rig = new();
        rig.Sink.OnCall = (call, _, token) => call.StartsWith("part", StringComparison.Ordinal) ? Task.Delay(20, token) : Task.CompletedTask;

        await rig.WriteAsync(WriteRig.Content(15 * P), new WriteOptions { Transfer = new TransferOptions { Concurrency = concurrency } });

        Assert.That(rig.Sink.MostUnderWay, Is.EqualTo(concurrency));
        Assert.That(rig.Memory.PeakReserved, Is.LessThanOrEqualTo(concurrency * TransferMemory.SlabSize));
        rig.AssertNothingHeld();
    }

    private static ConcurrentDictionary<string, TaskCompletionSource> Gate(WriteRig rig)
    {
        ConcurrentDictionary<string, TaskCompletionSource> gates = [];
        rig.Sink.OnCall = (call, _, _) => call.StartsWith("part", StringComparison.Ordinal)
            ? gates.GetOrAdd(call, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
            : Task.CompletedTask;
        return gates;
    }

    private static async Task<TaskCompletionSource> EventuallyAsync(ConcurrentDictionary<string, TaskCompletionSource> gates, string call)
    {
        TaskCompletionSource? gate;
        while (!gates.TryGetValue(call, out gate))
        {
            await Task.Delay(1);
        }

        return gate;
    }
}
