namespace Orbit.Storage;

/// <summary>
/// A backend that can find what writers left behind when their process died (hidden temporary files, uploads never completed) and remove it.
/// Nothing of it was ever visible as an object. Sweeping is safe while other writers work.
/// </summary>
public interface IStaleWriteSweeper
{
    /// <summary>Removes what belongs to no writer any more and has not changed for some time.</summary>
    /// <param name="olderThan">How long; at least 0. Longer than any writer may pause, where the store cannot tell a paused writer from a dead one.</param>
    /// <param name="cancellationToken">Ends the sweep; some may be gone already.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="StorageException">The store refused. What could be removed before is gone.</exception>
    Task<SweepResult> SweepAsync(TimeSpan olderThan, CancellationToken cancellationToken = default);
}
