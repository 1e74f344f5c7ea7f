using System.Text.Json;

namespace Orbit.Storage.Transfers.Journal;

/// <summary>The journal's record of an operation on two trees that has begun: which one it is.</summary>
internal sealed class BegunTree : IJournalRecord
{
    public const string Type = "begin";

    public required string Operation { get; init; }

    public required string SourceBackend { get; init; }

    public required string Source { get; init; }

    public required string TargetBackend { get; init; }

    public required string Target { get; init; }

    public string? Job { get; init; }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("type"u8, Type);
        json.WriteString("operation"u8, Operation);
        json.WriteString("sourceBackend"u8, SourceBackend);
        json.WriteString("source"u8, Source);
        json.WriteString("targetBackend"u8, TargetBackend);
        json.WriteString("target"u8, Target);
        json.WriteString("job"u8, Job);
    }

    /// <summary>Reads a record.</summary>
    /// <returns>Null where it lacks something.</returns>
    public static BegunTree? TryRead(JsonElement json) =>
        json.Text("operation"u8) is { } operation && json.Text("sourceBackend"u8) is { } sourceBackend && json.Text("source"u8) is { } source
            && json.Text("targetBackend"u8) is { } targetBackend && json.Text("target"u8) is { } target
            ? new BegunTree { Operation = operation, SourceBackend = sourceBackend, Source = source, TargetBackend = targetBackend, Target = target, Job = json.Text("job"u8) }
            : null;

    public bool IsSameAs(BegunTree other) =>
        Operation == other.Operation && SourceBackend == other.SourceBackend && Source == other.Source && TargetBackend == other.TargetBackend && Target == other.Target && Job == other.Job;

    public override string ToString() => Job is null ? $"the {Operation} of '{Source}' ({SourceBackend}) to '{Target}' ({TargetBackend})" : $"the {Operation} '{Job}'";
}
