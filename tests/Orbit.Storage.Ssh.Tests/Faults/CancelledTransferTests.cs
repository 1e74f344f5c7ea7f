using Orbit.Storage.Ssh.Tests.Conformance;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Ssh.Tests.Faults;

/// <summary>What is given up leaves nothing on the server: no handle, no temporary file.</summary>
[CancelAfter(120_000)]
public sealed class CancelledTransferTests : SshTest
{
    private const int Transfers = 500;

    [Test]
    public async Task Transfers_CancelledAtAnyMoment_LeaveNoHandle()
    {
        PatternedContent content = new(1L << 20, seed: 1);
        await Backend.WriteAsync("file", content.OpenSource(), null, Token);
        await Parallel.ForEachAsync(Enumerable.Range(0, 2 * Transfers), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, _) =>
        {
            using CancellationTokenSource canceler = CancellationTokenSource.CreateLinkedTokenSource(Token);
            canceler.CancelAfter(TimeSpan.FromMilliseconds(i % 50));
            try
            {
                await (i % 2 == 0 ? WriteAsync($"new{i}", content, canceler.Token) : ReadAsync(canceler.Token));
            }
            catch (OperationCanceledException)
            {
                // As asked, or it was faster.
            }
        });

        Assert.That(() => ServerHandles.CountBelow(Root), Is.Zero.After(5000, 20));
        Assert.That(Directory.GetFiles(Root).Select(Path.GetFileName).Where(name => TemporaryName.IsMatch(name)), Is.Empty);
    }

    [Test]
    public async Task Files_SixtyFourAtOnce_AreEachExact()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 64), new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Token }, async (i, token) =>
        {
            PatternedContent content = new((i * 40_000L) + 1, seed: i);
            await Backend.WriteAsync($"dir{i % 4}/file{i}", content.OpenSource(), null, token);
            await using StorageContent read = await Backend.OpenReadAsync($"dir{i % 4}/file{i}", null, token);
            await content.MatchesAsync(read.Reader, null, token);
        });

        Assert.That(() => ServerHandles.CountBelow(Root), Is.Zero.After(5000, 20));
    }

    private Task<WriteResult> WriteAsync(StoragePath path, PatternedContent content, CancellationToken token) =>
        Backend.WriteAsync(path, content.OpenSource(), new WriteOptions { Transfer = new TransferOptions { PartSize = 128 * 1024, Concurrency = 4 } }, token);

    private async Task ReadAsync(CancellationToken token)
    {
        await using StorageContent read = await Backend.OpenReadAsync("file", new ReadOptions { Transfer = new TransferOptions { PartSize = 128 * 1024 } }, token);
        await read.Reader.CopyToAsync(Stream.Null, token);
    }
}
