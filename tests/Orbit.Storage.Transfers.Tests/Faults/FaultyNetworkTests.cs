using Orbit.Storage.Network.Double;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transfers.Tests.Ends;
using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Faults;

/// <summary>Trees go to real servers and come from them over connections that are reset or fall silent at random: nothing is lost, half there or extra, and what failed was said to have.</summary>
[CancelAfter(600_000)]
internal sealed class FaultyNetworkTests
{
    private const int Faults = 16;
    private const double Stalls = 0.25;

    private static readonly GeneratedTree Tree = GeneratedTree.Plain(300, 20L << 20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static EndKind[] Kinds => [EndKind.S3, EndKind.Sftp, EndKind.Smb];

    private static int[] Seeds => TreeScale.IsFull ? [1, 2, 3, 4] : [1];

    [Test]
    public async Task Sync_ToAServerOverAFaultyNetwork_ArrivesIdentical([ValueSource(nameof(Kinds))] EndKind kind, [ValueSource(nameof(Seeds))] int seed, CancellationToken cancellationToken)
    {
        using FaultProxy proxy = Open(kind, seed);
        await using TreeEnd target = await ThroughAsync(kind, proxy, cancellationToken);
        await using LocalEnd source = new();
        await source.FillAsync(Tree, cancellationToken);

        await CompleteAsync(source, target, proxy, seed, cancellationToken);
    }

    [Test]
    public async Task Sync_FromAServerOverAFaultyNetwork_ArrivesIdentical([ValueSource(nameof(Kinds))] EndKind kind, [ValueSource(nameof(Seeds))] int seed, CancellationToken cancellationToken)
    {
        using FaultProxy proxy = Open(kind, seed);
        await using TreeEnd source = await ThroughAsync(kind, proxy, cancellationToken);
        await source.FillAsync(Tree, cancellationToken);
        await using LocalEnd target = new();

        await CompleteAsync(source, target, proxy, seed, cancellationToken);
    }

    private static async Task CompleteAsync(TreeEnd source, TreeEnd target, FaultProxy proxy, int seed, CancellationToken cancellationToken)
    {
        PersistentSync sync = new(Tree, source, target);
        await sync.CompleteAsync(cancellationToken);

        Figures.Note($"| {source.Kind} | {target.Kind} | seed {seed} | {Faults - proxy.Left} faults | {sync.Runs} runs | {sync.Failed} failures reported | {sync.Swept} left to the sweeper |");
        Assert.That(proxy.Left, Is.LessThan(Faults / 2), "faults that did not come: the test has not tested much");
    }

    // A fault each MiB on average, of some 25 that have to pass.
    private static FaultProxy Open(EndKind kind, int seed) => new(
        kind switch
        {
            EndKind.S3 => S3EndServer.Ceph().Endpoint.Port,
            EndKind.Sftp => SftpEnd.Port,
            _ => SmbEnd.Port,
        },
        new RandomFaults(seed, mean: 1 << 20, Faults, Stalls));

    private static async Task<TreeEnd> ThroughAsync(EndKind kind, FaultProxy proxy, CancellationToken cancellationToken) => kind switch
    {
        EndKind.S3 => await S3End.CreateAsync(S3EndServer.Ceph(), new UriBuilder(S3EndServer.Ceph().Endpoint) { Port = proxy.Port }.Uri, Impatient, cancellationToken),
        EndKind.Sftp => new SftpEnd(proxy.Port, Impatient),
        _ => new SmbEnd(proxy.Port, options =>
        {
            Impatient(options);
            (options.EchoAfter, options.SilenceTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }),
    };

    private static void Impatient(StorageBackendOptions options)
    {
        options.Deadlines = new DeadlineOptions { Connect = Patience, FirstByte = Patience, Idle = Patience, Operation = Patience * 2, Complete = Patience * 5, Abort = Patience };
        options.Retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(10), MaxDelay = TimeSpan.FromMilliseconds(500) };
    }
}
