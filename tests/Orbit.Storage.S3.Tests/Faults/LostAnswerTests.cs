using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Faults;

/// <summary>The store did what was asked and its answer was lost: the outcome is looked up and never guessed.</summary>
internal sealed class LostAnswerTests
{
    [Test]
    public async Task Complete_AnswerLost_IsFoundToHaveSucceeded()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("CompleteMultipartUpload", new Fault { LoseAnswer = true });

        WriteResult result = await stage.WriteAsync("parts", 2 * FaultStage.PartSize);

        Assert.That(result.Size, Is.EqualTo(2 * FaultStage.PartSize));
        await stage.AssertContentAsync("parts", 2 * FaultStage.PartSize);
        Assert.That(stage.Server.OpenUploadsOf(FaultStage.Bucket), Is.Zero);
    }

    [Test]
    public async Task Complete_AnswerLostOfACreation_IsUnknown()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("CompleteMultipartUpload", new Fault { LoseAnswer = true });

        StorageException failure = Assert.ThrowsAsync<StorageException>(
            () => stage.WriteAsync("parts", 2 * FaultStage.PartSize, new WriteOptions { Overwrite = false }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.OutcomeUnknown));
    }

    [Test]
    public async Task Complete_FailedWithoutAnswerAndUndone_IsRepeated()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("CompleteMultipartUpload", new Fault { ResetUploadAfter = 0 });

        await stage.WriteAsync("parts", 2 * FaultStage.PartSize);

        Assert.That(stage.Server.LengthOf(FaultStage.Bucket, "parts"), Is.EqualTo(2 * FaultStage.PartSize));
        Assert.That(stage.Server.OpenUploadsOf(FaultStage.Bucket), Is.Zero);
    }

    [Test]
    public async Task Put_AnswerLost_EndsWithTheContentInPlace()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("PutObject", new Fault { LoseAnswer = true });

        await stage.WriteAsync("small", 1000);

        await stage.AssertContentAsync("small", 1000);
    }

    [Test]
    public async Task Put_AnswerLostOfACreation_NeverClaimsThatItFailed()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("PutObject", new Fault { LoseAnswer = true });

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => stage.WriteAsync("small", 1000, new WriteOptions { Overwrite = false }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.OutcomeUnknown));
    }

    [Test]
    public async Task Create_AnswerLost_BeginsAnotherUpload()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Faults.Add("CreateMultipartUpload", new Fault { LoseAnswer = true });

        await stage.WriteAsync("parts", 2 * FaultStage.PartSize);

        Assert.That(stage.Server.LengthOf(FaultStage.Bucket, "parts"), Is.EqualTo(2 * FaultStage.PartSize));
        Assert.That(stage.Requests.Count("CreateMultipartUpload"), Is.EqualTo(2));
        Assert.That(stage.Server.OpenUploadsOf(FaultStage.Bucket), Is.Zero, "the first one, whose id nobody was told, is found and aborted");
    }

    [Test]
    public async Task Delete_AnswerLost_IsRepeatedAndSucceeds()
    {
        await using FaultStage stage = await FaultStage.StartAsync();
        stage.Server.Put(FaultStage.Bucket, "small", [1]);
        stage.Faults.Add("DeleteObject", new Fault { LoseAnswer = true });

        await stage.Backend.DeleteAsync("small");

        Assert.That(stage.Server.KeysOf(FaultStage.Bucket), Is.Empty);
    }
}
