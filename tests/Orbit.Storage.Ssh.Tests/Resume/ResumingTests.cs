using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Ssh.Tests.Resume;

/// <summary>What a write does with the hidden file that an earlier one has left.</summary>
public sealed class ResumingTests : SshTest
{
    private const int Part = 64 * 1024;

    private readonly string _journal = Path.Combine(Path.GetTempPath(), $"orbit-resuming-{Guid.NewGuid():N}");

    private static PatternedContent Content { get; } = new((5 * Part) + 7, seed: 3);

    private string? Temporary => Directory.GetFiles(Root).SingleOrDefault(static name => TemporaryName.IsMatch(Path.GetFileName(name)));

    private WriteOptions Resumable => new()
    {
        Resume = new ResumeOptions { JournalFile = _journal },
        Transfer = new TransferOptions { PartSize = Part, Concurrency = 1 },
    };

    [TearDown]
    public void RemoveJournal() => File.Delete(_journal);

    [Test]
    public async Task Write_TemporaryCut_SendsWhatIsMissing([Values(0, Part, (2 * Part) + 9)] int length)
    {
        await InterruptAsync();
        await using (FileStream file = File.OpenWrite(Temporary!))
        {
            file.SetLength(length);
        }

        WriteResult result = await Backend.WriteAsync("file", Content.OpenSource(), Resumable, Token);

        Assert.That(result.ResumedBytes, Is.EqualTo(length / Part * Part));
        AssertHolds(Content.ToArray());
    }

    [Test]
    public async Task Write_TemporaryIsALink_IsNotFollowed()
    {
        await InterruptAsync();
        string temporary = Temporary!;
        File.Move(temporary, At("other"));
        byte[] before = await File.ReadAllBytesAsync(At("other"), Token);
        File.CreateSymbolicLink(temporary, At("other"));

        WriteResult result = await Backend.WriteAsync("file", Content.OpenSource(), Resumable, Token);

        Assert.That((result.ResumedBytes, new FileInfo(temporary).LinkTarget), Is.EqualTo((0L, At("other"))));
        Assert.That(await File.ReadAllBytesAsync(At("other"), Token), Is.EqualTo(before));
        File.Delete(temporary);
        AssertHolds(Content.ToArray());
    }

    [Test]
    public async Task Write_OfShorterContent_LosesTheRest()
    {
        await InterruptAsync();
        byte[] shorter = Content.ToArray()[..((2 * Part) + 3)];

        WriteResult result = await Backend.WriteAsync("file", System.IO.Pipelines.PipeReader.Create(new MemoryStream(shorter)), Resumable, Token);

        Assert.That(result.ResumedBytes, Is.EqualTo(2 * Part));
        AssertHolds(shorter);
    }

    [Test]
    public async Task Write_OfContentThatFitsOnePart_RemovesWhatWasStored()
    {
        await InterruptAsync();

        await Backend.WriteAsync("file", new PatternedContent(9).OpenSource(), Resumable, Token);

        Assert.That((Temporary, File.Exists(_journal)), Is.EqualTo(((string?)null, false)));
    }

    private Task InterruptAsync()
    {
        SourceBehavior breaks = new() { FailsAt = (4 * Part) - 1 };
        Assert.ThrowsAsync<InvalidDataException>(() => Backend.WriteAsync("file", Content.OpenSource(breaks), Resumable, Token));
        Assert.That(Temporary, Is.Not.Null);
        return Task.CompletedTask;
    }

    private void AssertHolds(byte[] content)
    {
        Assert.That(File.ReadAllBytes(At("file")), Is.EqualTo(content));
        Assert.That((Temporary, File.Exists(_journal)), Is.EqualTo(((string?)null, false)));
    }
}
