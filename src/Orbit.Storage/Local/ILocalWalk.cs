namespace Orbit.Storage.Local;

/// <summary>A listing under way: one directory, or a tree in pre-order. Used by one thread at a time.</summary>
internal interface ILocalWalk : IDisposable
{
    /// <summary>Which directory is walked, whatever name led to it. Known after the first step.</summary>
    string Identity { get; }

    /// <summary>Takes the next entries.</summary>
    /// <param name="batch">What is added to. After a failure it holds what was found before, and another call goes on.</param>
    /// <param name="count">How many entries <paramref name="batch"/> is to hold.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether there may be more.</returns>
    bool Read(List<StorageEntry> batch, int count, CancellationToken cancellationToken);
}
