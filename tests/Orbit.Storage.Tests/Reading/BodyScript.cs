namespace Orbit.Storage.Tests.Reading;

/// <summary>What one body does. By default it sends what was asked for and ends.</summary>
internal sealed class BodyScript
{
    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Refusal { get; init; }

    /// <summary>What the answer says that it holds, and holds.</summary>
    public ByteSpan? Answer { get; init; }

    /// <summary>After how many bytes it breaks, with <see cref="Failure"/>.</summary>
    public long? BreaksAfter { get; init; }

    public Exception Failure { get; init; } = new StorageException(StorageErrorKind.Network, "the connection broke.");

    /// <summary>After how many bytes it ends as if it were complete.</summary>
    public long? EndsAfter { get; init; }

    /// <summary>After how many bytes nothing more comes until it is given up; 0 is before the answer.</summary>
    public long? StallsAfter { get; init; }

    /// <summary>How many bytes it has beyond those promised.</summary>
    public int Surplus { get; init; }

    /// <summary>The most bytes of one read.</summary>
    public int LargestRead { get; init; } = int.MaxValue;

    /// <summary>How often it lets others run before it answers and before each read.</summary>
    public int Yields { get; init; }

    /// <summary>What each read waits for, given the offset of its first byte.</summary>
    public Func<long, CancellationToken, Task>? Wait { get; init; }
}
