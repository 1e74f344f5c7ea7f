namespace Orbit.Storage.Transport;

/// <summary>
/// A sink whose parts outlive the process, so that a later one can go on with them. A backend whose sinks are such says so by
/// <see cref="StorageCapabilities.ResumableWrite"/>. The core keeps the journal and decides which parts to trust.
/// </summary>
/// <remarks>
/// Every part has a receipt with a tag, which the store lists again; or the sink is an <see cref="IReadBackSink"/>, and the core hashes what is there of each part that the journal notes. With <see cref="WriteOptions.Resume"/> the core calls <see cref="ResumeAsync"/> where a journal names an earlier write, and
/// <see cref="IPartSink.BeginAsync"/> where it names none or that one is gone; and it does not call <see cref="IPartSink.AbortAsync"/> once parts have begun.
/// </remarks>
public interface IResumableSink : IPartSink
{
    /// <summary>What a later sink for the same object needs to find the parts again, as text: the id of an upload. No secrets. Asked after <see cref="IPartSink.BeginAsync"/>.</summary>
    string ResumeToken { get; }

    /// <summary>Takes up what an earlier sink began, instead of beginning.</summary>
    /// <param name="token">That sink's <see cref="ResumeToken"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// All parts that the store lists, none of a sink that is read back; or null where it has nothing under this token any more, or what it has was begun with options that this
    /// write does not have. Then <see cref="IPartSink.BeginAsync"/> follows.
    /// </returns>
    Task<IReadOnlyList<PartReceipt>?> ResumeAsync(string token, CancellationToken cancellationToken);

    /// <summary>Removes what an earlier sink began and nobody goes on with. Succeeds where it is gone.</summary>
    /// <param name="token">That sink's <see cref="ResumeToken"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task DiscardAsync(string token, CancellationToken cancellationToken);
}
