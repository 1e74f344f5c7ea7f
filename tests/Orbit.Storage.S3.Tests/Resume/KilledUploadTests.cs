using System.Security.Cryptography;
using Orbit.Storage.S3.Tests.Servers;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.S3.Tests.Resume;

/// <summary>Uploads to a real server whose process is killed, and that a second process ends.</summary>
[CancelAfter(120_000)]
public sealed class KilledUploadTests
{
    private const long KiB = 1024;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("orbit-killed-");
    private RawBucket? _bucket;

    private string Journal => Path.Combine(_directory.FullName, "journal");

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public async Task MakeBucketAsync() => _bucket = await RawBucket.CreateAsync(S3Server.Ceph, keepsVersions: false, Token);

    [TearDown]
    public async Task RemoveBucketAsync()
    {
        _directory.Delete(recursive: true);
        if (_bucket is not null)
        {
            await _bucket.DeleteAsync(keepsVersions: false, CancellationToken.None);
            _bucket.Dispose();
        }
    }

    // 1,300 parts: the server lists them on two pages.
    [TestCase(64 * KiB, 1300, 1200)]
    [TestCase(5 * 1024 * KiB, 9, 6)]
    public async Task Upload_KilledInTheMiddle_IsEndedByASecondProcess(long partSize, int parts, int stallAfter)
    {
        PatternedContent content = new(((parts - 1) * partSize) + 4321, seed: 77);
        using (UploadProcess first = Start(content, partSize, stallsAt: (stallAfter * partSize) + 100))
        {
            await first.AwaitAsync("stalled", Token);
            await first.KillAsync(Token);
        }

        Assert.That(File.Exists(Journal), Is.True);
        Assert.That(await _bucket!.ListUploadsAsync(Token), Is.EqualTo(new[] { "killed" }));
        Assert.That(await _bucket.ListAsync(Token), Is.Empty);

        using UploadProcess second = Start(content, partSize);
        long? resumed = await second.EndAsync(Token);

        // Four parts at most were under way.
        Assert.That(resumed, Is.InRange((stallAfter - 4) * partSize, stallAfter * partSize), await second.ReadErrorsAsync());
        await AssertExactAsync(content);
    }

    [Test]
    public async Task Upload_KilledAgainAndAgain_ComesToAnExactEnd()
    {
        const long PartSize = 256 * KiB;
        const int Kills = 6;
        PatternedContent content = new((160 * PartSize) + 17, seed: 78);
        for (int kill = 1; kill <= Kills; kill++)
        {
            using UploadProcess upload = Start(content, PartSize);
            await upload.AwaitStoredAsync(kill * content.Length / (Kills + 2), Token);
            await upload.KillAsync(Token);
        }

        using UploadProcess last = Start(content, PartSize);
        long? resumed = await last.EndAsync(Token);

        Assert.That(resumed, Is.AtLeast((Kills * content.Length / (Kills + 2)) - (5 * PartSize)), await last.ReadErrorsAsync());
        await AssertExactAsync(content);
    }

    private UploadProcess Start(PatternedContent content, long partSize, long stallsAt = -1) =>
        UploadProcess.Start(S3Server.Ceph.Options(_bucket!.Name, S3Profile.Ceph), "killed", Journal, content.Length, content.Seed, partSize, stallsAt);

    private async Task AssertExactAsync(PatternedContent content)
    {
        byte[] stored = await _bucket!.GetAsync("killed", Token);
        Assert.That(Convert.ToHexString(SHA256.HashData(stored)), Is.EqualTo(Convert.ToHexString(SHA256.HashData(content.ToArray()))));
        Assert.That(await _bucket.ListUploadsAsync(Token), Is.Empty, "No upload may be left open.");
        Assert.That(File.Exists(Journal), Is.False, "The journal must be gone.");
    }
}
