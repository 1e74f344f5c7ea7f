using System.Globalization;
using Orbit.Storage.Transfers.Tests.Ends;
using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Pairs;

/// <summary>A tree goes from every kind of store to every kind: what can be held there arrives as it was, by the word of another client, and what cannot is named.</summary>
[CancelAfter(1_800_000)]
internal sealed class CopyTests
{
    private const double Mebi = 1 << 20;

    private static EndKind[] Kinds => [EndKind.Local, EndKind.Memory, EndKind.S3, EndKind.Sftp, EndKind.Smb];

    [Test]
    public async Task CopyTree_FromAnyStoreToAny_ArrivesIdentical([ValueSource(nameof(Kinds))] EndKind from, [ValueSource(nameof(Kinds))] EndKind to, CancellationToken cancellationToken)
    {
        GeneratedTree tree = GeneratedTree.For(from, TreeScale.Current);
        TreeEnd source = await SourceTrees.GetAsync(from);
        await using TreeEnd target = await TreeEnd.CreateAsync(to, cancellationToken);

        TreeReport report = await source.Backend.CopyTreeAsync("", target.Backend, "", new CopyTreeOptions { OnFailure = TreeFailurePolicy.GoOn }, cancellationToken);

        string[] failed = [.. report.Failures.Select(failure => failure.Path.Value)];
        AssertRefusals(tree, to, failed);
        ExpectedTree expected = new(tree, failed)
        {
            RealDirectories = to != EndKind.S3,
            EmptyDirectories = to != EndKind.S3 || from == EndKind.S3,
            Times = from != EndKind.S3 && to != EndKind.S3,
        };
        expected.AssertFound(await target.FindAsync(cancellationToken));
        Assert.That(report.Transferred, Is.EqualTo(tree.Files.Count + (from == EndKind.S3 && to == EndKind.S3 ? tree.EmptyDirectories.Count : 0) - failed.Length));
        Figures.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"| {from} | {to} | {report.Transferred} | {report.TransferredBytes / Mebi:f1} | {report.Elapsed.TotalSeconds:f2} | {report.TransferredBytes / Mebi / report.Elapsed.TotalSeconds:f0} | {failed.Length} |"));
    }

    private static void AssertRefusals(GeneratedTree tree, EndKind to, string[] failed)
    {
        HashSet<string> there = [.. tree.Files.Select(file => file.Path)];
        string[] refused = [.. UnusualName.All.Where(name => name.RefusedBy.HasFlag(to)).Select(At).Where(there.Contains)];
        Assert.That(refused, Is.SubsetOf(failed), "names that the target must refuse");

        string[] others = [.. failed.Except(refused)];
        if (to != EndKind.Smb)
        {
            Assert.That(others, Is.Empty, "failures that should not be");
            return;
        }

        // Of names that differ in case alone, the store can hold one.
        foreach (string[] twins in UnusualName.Twins.Select(group => group.Select(At).Where(there.Contains).ToArray()))
        {
            Assert.That(twins.Except(others).Count(), Is.EqualTo(1), $"those that arrive of {string.Join(", ", twins)}");
        }

        string[] disputed = [.. UnusualName.Twins.Concat(UnusualName.Lookalikes).SelectMany(group => group).Select(At)];
        Assert.That(others, Is.SubsetOf(disputed), "failures that should not be");
    }

    private static string At(UnusualName name) => At(name.Name);

    private static string At(string name) => $"{GeneratedTree.Names}/{name}";
}
