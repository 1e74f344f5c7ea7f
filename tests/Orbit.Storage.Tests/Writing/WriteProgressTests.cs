using System.Diagnostics.Metrics;
using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Tests.Writing;

public sealed class WriteProgressTests
{
    private const int P = WriteRig.PartSize;

    [Test]
    public async Task WriteAsync_Succeeds_LastReportIsTheWholeContent([Values(0, 100, (3 * P) + 1)] int length, [Values] bool isKnown)
    {
        using WriteRig rig = new();
        LastProgress progress = new();

        await rig.WriteAsync(WriteRig.Content(length), new WriteOptions { Progress = progress, ExpectedLength = isKnown ? length : null });

        Assert.That((progress.Last?.BytesTransferred, progress.Last?.TotalBytes), Is.EqualTo(((long?)length, (long?)length)));
    }

    [Test]
    public async Task WriteAsync_ReceiverThrows_ContentIsPublished()
    {
        using WriteRig rig = new();

        await rig.WriteAsync(WriteRig.Content(3 * P), new WriteOptions { Progress = new ThrowingProgress() });

        Assert.That(rig.Sink.Published, Has.Length.EqualTo(3 * P));
    }

    [Test]
    public async Task WriteAsync_PartIsRepeated_ItsBytesCountOnce([Values(100, 3 * P)] int length)
    {
        using WriteRig rig = new();
        int tries = 0;
        rig.Sink.OnCall = (call, _, _) => call is "part 1" or "whole" && tries++ == 0 ? throw new TransportException(isTransient: true) : Task.CompletedTask;
        long counted = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument == StorageTelemetry.BytesWritten)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        AsyncLocal<bool> isMine = new() { Value = true };
        listener.SetMeasurementEventCallback<long>((_, bytes, _, _) => Interlocked.Add(ref counted, isMine.Value ? bytes : 0));
        listener.Start();

        await rig.WriteAsync(WriteRig.Content(length));

        Assert.That(counted, Is.EqualTo(length));
    }

    private sealed class LastProgress : IProgress<TransferProgress>
    {
        public TransferProgress? Last { get; private set; }

        public void Report(TransferProgress value) => Last = value;
    }

    private sealed class ThrowingProgress : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => throw new InvalidOperationException("a fault in a display");
    }
}
