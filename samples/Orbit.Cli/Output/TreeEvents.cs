using Orbit.Storage;

namespace Orbit.Cli.Output;

/// <summary>Passes on what becomes of each entry of a tree.</summary>
internal sealed class TreeEvents(Report report, bool areResults) : IProgress<TreeEvent>
{
    public void Report(TreeEvent value) => report.Event(value, areResults);
}
