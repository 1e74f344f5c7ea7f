using System.IO.Pipelines;
using System.Net;
using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Faults;

/// <summary>A write that comes to no good end leaves no upload behind, and says why it failed.</summary>
internal sealed class AbortTests
{
    [Test]
    public async Task Part_Refused_AbortsAndKeepsTheFirstFailure()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Server.Put(FaultStage.Bucket, "parts", [1, 2, 3]);
        stage.Faults.Add("UploadPart", new Fault { Status = HttpStatusCode.Forbidden, Code = "AccessDenied" }, where: call => call.PartNumber == 2);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.WriteAsync("parts", 4 * FaultStage.PartSize))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.PermissionDenied));
        Assert.That(stage.Server.OpenUploadsOf(FaultStage.Bucket), Is.Zero);
        Assert.That(await stage.Backend.ReadBytesAsync("parts"), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Abort_FailsOnce_IsRepeatedAndNeverHidesTheFailure()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("UploadPart", new Fault { Status = HttpStatusCode.Forbidden, Code = "AccessDenied" });
        stage.Faults.Add("AbortMultipartUpload", Fault.SlowDown());

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.WriteAsync("parts", 2 * FaultStage.PartSize))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.PermissionDenied));
        Assert.That(stage.Server.OpenUploadsOf(FaultStage.Bucket), Is.Zero);
    }

    [Test]
    public async Task Write_Cancelled_LeavesNoUpload()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        using CancellationTokenSource cancellation = new();
        stage.Faults.Add("UploadPart", new Fault { Meanwhile = cancellation.CancelAsync }, after: 1);

        Assert.That(
            async () => await stage.WriteAsync("parts", 6 * FaultStage.PartSize, cancellationToken: cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());

        Assert.That(stage.Server.OpenUploadsOf(FaultStage.Bucket), Is.Zero);
        Assert.That(stage.Server.KeysOf(FaultStage.Bucket), Is.Empty);
    }

    [Test]
    public async Task Source_Breaks_LeavesNoUpload()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0));
        await pipe.Writer.WriteAsync(FaultStage.Bytes(2 * FaultStage.PartSize));
        await pipe.Writer.CompleteAsync(new InvalidDataException("the source is broken"));

        Assert.That(async () => await stage.Backend.WriteAsync("parts", pipe.Reader), Throws.Exception);

        Assert.That(stage.Server.OpenUploadsOf(FaultStage.Bucket), Is.Zero);
        Assert.That(stage.Server.KeysOf(FaultStage.Bucket), Is.Empty);
    }

    [Test]
    public async Task Upload_AbortedBySomeoneElse_Fails()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("UploadPart", new Fault { Status = HttpStatusCode.NotFound, Code = "NoSuchUpload" }, times: 100);

        Assert.That(async () => await stage.WriteAsync("parts", 2 * FaultStage.PartSize), Throws.InstanceOf<StorageException>());

        Assert.That(stage.Server.KeysOf(FaultStage.Bucket), Is.Empty);
    }
}
