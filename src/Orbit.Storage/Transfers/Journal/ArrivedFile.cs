using System.Globalization;
using System.Text.Json;

namespace Orbit.Storage.Transfers.Journal;

/// <summary>The journal's record of a file that has arrived: what it was at the source, and what it is at the target.</summary>
internal sealed class ArrivedFile : IJournalRecord
{
    public const string Type = "file";

    /// <summary>Below the root of the tree.</summary>
    public required string Path { get; init; }

    public required long Size { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    public string? ETag { get; init; }

    public DateTimeOffset? TargetLastModified { get; init; }

    public string? TargetETag { get; init; }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("type"u8, Type);
        json.WriteString("path"u8, Path);
        json.WriteNumber("size"u8, Size);
        Write(json, "modified"u8, LastModified);
        Write(json, "etag"u8, ETag);
        Write(json, "targetModified"u8, TargetLastModified);
        Write(json, "targetEtag"u8, TargetETag);
    }

    /// <summary>Reads a record.</summary>
    /// <returns>Null where it lacks something.</returns>
    public static ArrivedFile? TryRead(JsonElement json) => json.Text("path"u8) is { } path && json.Number("size"u8) is >= 0 and { } size
        ? new ArrivedFile
        {
            Path = path,
            Size = size,
            LastModified = Time(json.Text("modified"u8)),
            ETag = json.Text("etag"u8),
            TargetLastModified = Time(json.Text("targetModified"u8)),
            TargetETag = json.Text("targetEtag"u8),
        }
        : null;

    /// <summary>Whether the source is still what it was, and the target what it became.</summary>
    public bool Holds(StorageEntry source, StorageEntry target) =>
        source.Size == Size && source.LastModified == LastModified && source.ETag == ETag
        && target.Kind == StorageEntryKind.File && target.Size == Size
        && (TargetETag is not null && target.ETag is not null
            ? target.ETag == TargetETag
            : TargetLastModified is null || target.LastModified is null || target.LastModified == TargetLastModified);

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } moment)
        {
            json.WriteString(name, moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        }
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset time) ? time : null;
}
