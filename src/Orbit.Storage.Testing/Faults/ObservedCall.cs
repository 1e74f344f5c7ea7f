namespace Orbit.Storage.Testing.Faults;

/// <summary>One call as a double saw it.</summary>
public sealed class ObservedCall
{
    internal ObservedCall(StorageCall kind, StoragePath path)
    {
        Kind = kind;
        Path = path;
    }

    /// <summary>Which call.</summary>
    public StorageCall Kind { get; }

    /// <summary>What it was about.</summary>
    public StoragePath Path { get; }

    /// <summary>The destination of a copy or rename.</summary>
    public StoragePath? Destination { get; init; }

    /// <summary>Its number among the calls of its kind, from 1.</summary>
    public int Number { get; internal set; }

    /// <summary>The part's place, from 0, where the call is about a part.</summary>
    public int? PartIndex { get; init; }

    /// <summary>The bytes asked for or sent, where the call is about bytes.</summary>
    public ByteSpan? Span { get; init; }

    /// <summary>What a page was asked with.</summary>
    public string? Continuation { get; init; }

    /// <summary>How many paths a bulk delete named.</summary>
    public int? Count { get; init; }

    /// <summary>Names the call, for messages.</summary>
    public override string ToString() => $"{Kind} #{Number} of '{Path}'" + (PartIndex is { } part ? $", part {part}" : "") + (Span is { } span ? $", bytes {span}" : "");
}
