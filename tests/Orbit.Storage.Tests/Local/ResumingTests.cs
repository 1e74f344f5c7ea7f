using System.IO.Hashing;
using System.IO.Pipelines;
using System.Text;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Tests.Local;

/// <summary>What a write does with the hidden file that an earlier one has left.</summary>
public sealed class ResumingTests(VolumeKind kind) : LocalFixture(kind)
{
    private const int Part = 64 * 1024;

    private static PatternedContent Content { get; } = new((5 * Part) + 7, seed: 3);

    private string Journal => Path.Combine(Outside, "journal");

    private string? Temporary => Directory.GetFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).SingleOrDefault(static name => TemporaryName.IsMatch(Path.GetFileName(name)));

    [Test]
    public async Task Write_Interrupted_GoesOnInTheSameFile()
    {
        await InterruptAsync();
        string before = Temporary!;

        WriteResult result = await WriteAsync(Content);

        Assert.That(result.ResumedBytes, Is.EqualTo(3 * Part));
        Assert.That((File.Exists(before), OnDisk()), Is.EqualTo((false, new[] { "file" })));
        AssertHolds(Content);
    }

    [Test]
    public async Task Write_TemporaryCut_SendsWhatIsMissing([Values(0, 1, Part, (2 * Part) + 9)] int length)
    {
        await InterruptAsync();
        await using (FileStream file = File.OpenWrite(Temporary!))
        {
            file.SetLength(length);
        }

        WriteResult result = await WriteAsync(Content);

        Assert.That(result.ResumedBytes, Is.EqualTo(length / Part * Part));
        AssertHolds(Content);
    }

    [Test]
    public async Task Write_TemporaryIsALink_IsNotFollowed([Values] bool isHard)
    {
        if (isHard && IsPortable)
        {
            Assert.Pass("What .NET has does not count the names of a file.");
        }

        await InterruptAsync();
        string temporary = Temporary!;
        string other = OnDisk("other");
        File.Move(temporary, other);
        byte[] before = await File.ReadAllBytesAsync(other);
        if (isHard)
        {
            using System.Diagnostics.Process made = System.Diagnostics.Process.Start("ln", [other, temporary]);
            await made.WaitForExitAsync();
        }
        else
        {
            File.CreateSymbolicLink(temporary, other);
        }

        WriteResult result = await WriteAsync(Content);

        File.Delete(temporary);
        Assert.That(result.ResumedBytes, Is.Zero);
        Assert.That(await File.ReadAllBytesAsync(other), Is.EqualTo(before));
        AssertHolds(Content);
    }

    [TestCase("../outside")]
    [TestCase("file2")]
    [TestCase("/etc/hostname")]
    [TestCase("../.orbit-0123456789abcdef01234567.tmp")]
    public async Task Write_JournalNamesAnotherFile_LeavesItAlone(string name)
    {
        await InterruptAsync();
        string other = Path.GetFullPath(Path.Combine(Root, name));
        if (name[0] != '/')
        {
            await File.WriteAllBytesAsync(other, Content.ToArray());
        }

        string[] lines = await File.ReadAllLinesAsync(Journal);
        string temporary = Temporary!;
        lines[1] = Signed(lines[1].Replace(Path.GetFileName(temporary), name, StringComparison.Ordinal));
        await File.WriteAllTextAsync(Journal, string.Join('\n', lines) + "\n");

        WriteResult result = await WriteAsync(Content);

        Assert.That((result.ResumedBytes, File.Exists(other), File.Exists(temporary)), Is.EqualTo((0L, true, true)));
        AssertHolds(Content);
        File.Delete(temporary);
    }

    [Test]
    public async Task Write_WithACopyOfALivingWritersJournal_TakesNothingOfIts()
    {
        Pipe pipe = new();
        Task<WriteResult> first = Backend.WriteAsync("file", pipe.Reader, Options(Journal));
        byte[] bytes = Content.ToArray();
        await pipe.Writer.WriteAsync(bytes.AsMemory(0, (3 * Part) + 1));
        while (!File.Exists(Journal) || ReadShared(Journal).Split('\n').Length < 5)
        {
            await Task.Delay(5);
        }

        string copy = Journal + ".copy";
        await File.WriteAllTextAsync(copy, ReadShared(Journal));
        WriteResult second = await Open().WriteAsync("file", Content.OpenSource(), Options(copy));
        await pipe.Writer.WriteAsync(bytes.AsMemory((3 * Part) + 1));
        await pipe.Writer.CompleteAsync();
        WriteResult result = await first;

        Assert.That((second.ResumedBytes, result.ResumedBytes, result.Size), Is.EqualTo((0L, 0L, (long)bytes.Length)));
        AssertHolds(Content);
    }

    [Test]
    public async Task Write_OfShorterContent_LosesTheRest()
    {
        await InterruptAsync();
        byte[] shorter = Content.ToArray()[..((2 * Part) + 3)];

        WriteResult result = await Backend.WriteAsync("file", PipeReader.Create(new MemoryStream(shorter)), Options(Journal));

        Assert.That(result.ResumedBytes, Is.EqualTo(2 * Part));
        Assert.That(await File.ReadAllBytesAsync(OnDisk("file")), Is.EqualTo(shorter));
    }

    [Test]
    public async Task Write_OfContentThatFitsOnePart_RemovesWhatWasStored()
    {
        await InterruptAsync();

        await WriteAsync(new PatternedContent(9));

        Assert.That((OnDisk(), File.Exists(Journal)), Is.EqualTo((new[] { "file" }, false)));
    }

    [Test]
    public async Task Write_ThatAnotherCreatedMeanwhile_IsRefusedAndLeavesThat()
    {
        WriteOptions creates = Options(Journal, overwrite: false);
        await InterruptAsync(creates);
        await File.WriteAllTextAsync(OnDisk("file"), "another's");

        await FailureOf(Backend.WriteAsync("file", Content.OpenSource(), creates), StorageErrorKind.AlreadyExists);

        Assert.That(await File.ReadAllTextAsync(OnDisk("file")), Is.EqualTo("another's"));
        File.Delete(OnDisk("file"));
        Assert.That((await Backend.WriteAsync("file", Content.OpenSource(), creates)).ResumedBytes, Is.EqualTo(3 * Part));
    }

    private static WriteOptions Options(string journal, bool overwrite = true) => new()
    {
        Overwrite = overwrite,
        Resume = new ResumeOptions { JournalFile = journal },
        Transfer = new TransferOptions { PartSize = Part, Concurrency = 1 },
    };

    // The journal is locked, and so is what .NET opens; whoever only looks is let in.
    private static string ReadShared(string path)
    {
        string copy = path + ".seen";
        using System.Diagnostics.Process copying = System.Diagnostics.Process.Start("cp", [path, copy]);
        copying.WaitForExit();
        return File.ReadAllText(copy);
    }

    // docs/journal.md
    private static string Signed(string line)
    {
        const string Mark = ",\"crc\":";
        string record = line[..line.LastIndexOf(Mark, StringComparison.Ordinal)];
        return $"{record}{Mark}\"{Crc32.HashToUInt32(Encoding.UTF8.GetBytes(record)):x8}\"}}";
    }

    private Task<WriteResult> WriteAsync(PatternedContent content) => Backend.WriteAsync("file", content.OpenSource(), Options(Journal));

    private async Task InterruptAsync(WriteOptions? options = null)
    {
        SourceBehavior breaks = new() { FailsAt = (4 * Part) - 1 };
        Assert.ThrowsAsync<InvalidDataException>(() => Backend.WriteAsync("file", Content.OpenSource(breaks), options ?? Options(Journal)));
        Assert.That(Temporary, Is.Not.Null);
        await Task.CompletedTask;
    }

    private void AssertHolds(PatternedContent content) => Assert.That(File.ReadAllBytes(OnDisk("file")), Is.EqualTo(content.ToArray()));
}
