using Orbit.Storage.Resilience;

namespace Orbit.Storage;

/// <summary>What the options of every backend have in common.</summary>
public abstract class StorageBackendOptions
{
    /// <summary>How often and how long a unit of work is tried.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>How long silence is borne.</summary>
    public DeadlineOptions Deadlines { get; set; } = new();

    /// <summary>The size of a part of a write or a range of a read, in bytes. Default: null, the backend's own.</summary>
    public long? PartSize { get; set; }

    /// <summary>How many parts or ranges of one transfer are under way at once; 1 to 1,024. Default: null, the backend's own.</summary>
    public int? Concurrency { get; set; }

    /// <summary>Says what is wrong with the options, each message naming the setting and the remedy. Overrides add their own to the base's.</summary>
    public virtual IEnumerable<string> Validate()
    {
        if (PartSize is < 1)
        {
            yield return $"PartSize is {PartSize}; it must be at least 1 byte.";
        }

        if (Concurrency is < 1 or > 1024)
        {
            yield return $"Concurrency is {Concurrency}; it must be 1 to 1024.";
        }

        if (Retry is null || Deadlines is null)
        {
            yield return "Retry and Deadlines must not be null; leave them out for the defaults.";
        }
        else
        {
            foreach (string problem in Retry.Validate().Concat(Deadlines.Validate()))
            {
                yield return problem;
            }
        }
    }
}
