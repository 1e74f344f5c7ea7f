using System.Collections.Concurrent;
using Orbit.Storage.Transfers.Tests.Ends;
using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Pairs;

/// <summary>One tree in each kind of store, that all pairs read from and none changes.</summary>
[SetUpFixture]
public sealed class SourceTrees
{
    private static readonly ConcurrentDictionary<EndKind, Lazy<Task<TreeEnd>>> Made = new();

    [OneTimeTearDown]
    public static async Task RemoveAsync()
    {
        foreach (Lazy<Task<TreeEnd>> made in Made.Values.Where(made => made.Value.IsCompletedSuccessfully))
        {
            await (await made.Value).DisposeAsync();
        }
    }

    internal static Task<TreeEnd> GetAsync(EndKind kind) => Made.GetOrAdd(kind, wanted => new Lazy<Task<TreeEnd>>(() => MakeAsync(wanted))).Value;

    private static async Task<TreeEnd> MakeAsync(EndKind kind)
    {
        TreeEnd end = await TreeEnd.CreateAsync(kind, CancellationToken.None);
        await end.FillAsync(GeneratedTree.For(kind, TreeScale.Current), CancellationToken.None);
        return end;
    }
}
