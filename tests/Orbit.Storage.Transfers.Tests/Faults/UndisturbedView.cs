using Orbit.Storage.Transfers.Tests.Ends;
using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Faults;

/// <summary>A faulty place that is looked at, and swept, without its faults.</summary>
internal sealed class UndisturbedView : TreeEnd
{
    private readonly TreeEnd _inner;
    private readonly Action _disturb;
    private readonly Action _calm;

    public UndisturbedView(TreeEnd inner, Action disturb, Action calm)
        : base(inner.Kind)
    {
        (_inner, _disturb, _calm) = (inner, disturb, calm);
        disturb();
    }

    public override IStorageBackend Backend => _inner.Backend;

    public override Task FillAsync(GeneratedTree tree, CancellationToken cancellationToken) => _inner.FillAsync(tree, cancellationToken);

    public override async Task<TreeInventory> FindAsync(CancellationToken cancellationToken)
    {
        _calm();
        try
        {
            return await _inner.FindAsync(cancellationToken);
        }
        finally
        {
            _disturb();
        }
    }

    public override ValueTask DisposeAsync() => _inner.DisposeAsync();
}
