using System.Text.Json;
using Orbit.Storage.Transfers.Journal;

namespace Orbit.Storage.Writing;

/// <summary>The journal's record of a write whose parts have begun.</summary>
internal sealed class BegunWrite : IJournalRecord
{
    public const string Type = "begin";

    /// <summary>The name of the kind of backend.</summary>
    public required string Backend { get; init; }

    public required string Path { get; init; }

    /// <summary>What the store finds the parts by.</summary>
    public required string Upload { get; init; }

    /// <summary>The size of the first part, which the sizes of all others follow from.</summary>
    public required long PartSize { get; init; }

    public required long? Length { get; init; }

    /// <summary>What the caller says of the source.</summary>
    public required string? Source { get; init; }

    /// <summary>A hash of the options that are fixed when the parts begin: headers, metadata and the like.</summary>
    public required string Description { get; init; }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("type"u8, Type);
        json.WriteString("backend"u8, Backend);
        json.WriteString("path"u8, Path);
        json.WriteString("upload"u8, Upload);
        json.WriteNumber("partSize"u8, PartSize);
        if (Length is { } length)
        {
            json.WriteNumber("length"u8, length);
        }

        if (Source is not null)
        {
            json.WriteString("source"u8, Source);
        }

        json.WriteString("description"u8, Description);
    }

    /// <summary>Reads a record.</summary>
    /// <returns>Null where it lacks something.</returns>
    public static BegunWrite? TryRead(JsonElement json) =>
        json.Text("backend"u8) is { } backend && json.Text("path"u8) is { } path && json.Text("upload"u8) is { } upload
            && json.Number("partSize"u8) is >= 1 and { } partSize && json.Text("description"u8) is { } description
            ? new BegunWrite
            {
                Backend = backend,
                Path = path,
                Upload = upload,
                PartSize = partSize,
                Length = json.Number("length"u8),
                Source = json.Text("source"u8),
                Description = description,
            }
            : null;
}
