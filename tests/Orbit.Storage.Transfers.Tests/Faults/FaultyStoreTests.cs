using System.Net;
using Orbit.Storage.Resilience;
using Orbit.Storage.S3.Double;
using Orbit.Storage.Transfers.Tests.Ends;
using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Faults;

/// <summary>A store that answers requests of every kind with 500, 502 and 503 at random, or does what it was asked and does not say so.</summary>
[CancelAfter(600_000)]
internal sealed class FaultyStoreTests
{
    private const double Share = 0.15;

    private static readonly GeneratedTree Tree = GeneratedTree.Plain(300, 40L << 20);

    [Test]
    public async Task Sync_ThereAndBackAtAStoreThatFailsAtRandom_ArrivesIdentical([Values(1, 2)] int seed, CancellationToken cancellationToken)
    {
        await using S3Double endpoint = await S3Double.StartAsync();
        await using TreeEnd store = await S3End.CreateAsync(
            S3EndServer.Of(endpoint), null,
            options =>
            {
                options.PartSize = 5 << 20;
                options.Retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(5), MaxDelay = TimeSpan.FromMilliseconds(100) };
            },
            cancellationToken);
        await using LocalEnd source = new();
        await source.FillAsync(Tree, cancellationToken);
        await using LocalEnd target = new();

        PersistentSync there = new(Tree, source, new UndisturbedView(store, () => Disturb(endpoint, seed), endpoint.Faults.Clear));
        await there.CompleteAsync(cancellationToken);
        Disturb(endpoint, seed + 1000);
        PersistentSync back = new(Tree, store, target);
        await back.CompleteAsync(cancellationToken);

        Figures.Note($"| a store that fails at random | seed {seed} | {endpoint.Requests.Total} requests | there {there.Runs} runs, {there.Failed} failures reported | back {back.Runs} runs, {back.Failed} failures reported |");
        Assert.That(endpoint.Requests.All.Count(call => call.Status >= 500), Is.GreaterThan(20));
    }

    // Each request meets a fault with the same chance, whatever it is.
    private static void Disturb(S3Double endpoint, int seed)
    {
        Random random = new(seed);
        endpoint.Faults.Clear();
        endpoint.Faults.Add(null, (call, number) => random.NextDouble() >= Share ? null : random.Next(5) switch
        {
            0 => Fault.InternalError(),
            1 => Fault.SlowDown(),
            2 => new Fault { Status = HttpStatusCode.BadGateway, Code = "BadGateway", BeforeBody = true },
            3 => new Fault { LoseAnswer = true },
            _ => new Fault { ResetUploadAfter = random.Next(1, 20_000), ResetDownloadAfter = random.Next(1, 20_000) },
        });
    }
}
