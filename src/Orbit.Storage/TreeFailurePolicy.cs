namespace Orbit.Storage;

/// <summary>What a failure of one entry does to the rest of a tree.</summary>
public enum TreeFailurePolicy
{
    /// <summary>The operation stops what is under way and throws the failure. With a journal, it can be gone on with.</summary>
    Stop = 0,

    /// <summary>
    /// The rest goes on, and the failure is in the <see cref="TreeReport"/>. A failure that holds for every entry (credentials, a missing bucket, a listing that
    /// broke off, the journal) is thrown nevertheless.
    /// </summary>
    GoOn,
}
