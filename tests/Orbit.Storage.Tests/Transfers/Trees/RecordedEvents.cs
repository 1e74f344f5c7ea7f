namespace Orbit.Storage.Tests.Transfers.Trees;

/// <summary>What was told of entries, in no order.</summary>
internal sealed class RecordedEvents : IProgress<TreeEvent>
{
    private readonly List<TreeEvent> _events = [];

    public string[] Of(TreeAction action)
    {
        lock (_events)
        {
            return [.. _events.Where(told => told.Action == action).Select(told => told.Path.Value).Order(StringComparer.Ordinal)];
        }
    }

    public TreeEvent Single(TreeAction action)
    {
        lock (_events)
        {
            return _events.Single(told => told.Action == action);
        }
    }

    public void Report(TreeEvent value)
    {
        lock (_events)
        {
            _events.Add(value);
        }
    }
}
