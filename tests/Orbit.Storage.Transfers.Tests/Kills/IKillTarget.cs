using Orbit.Storage.Transfers.Tests.Ends;

namespace Orbit.Storage.Transfers.Tests.Kills;

/// <summary>Where the program that is killed sends a tree, and how far it has come there.</summary>
internal interface IKillTarget : IAsyncDisposable
{
    /// <summary>The place as the program is told it.</summary>
    string Uri { get; }

    /// <summary>What the program's environment has beside ours.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The place as the test sees it.</summary>
    TreeEnd End { get; }

    /// <summary>How many bytes were sent, whatever became of them.</summary>
    long BytesSent { get; }
}
