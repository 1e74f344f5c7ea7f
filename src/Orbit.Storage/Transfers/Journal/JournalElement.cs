using System.Text.Json;

namespace Orbit.Storage.Transfers.Journal;

/// <summary>Members of a record, null where they are missing or of another type: a record is used or passed over, never a reason to fail.</summary>
internal static class JournalElement
{
    public static string? Text(this JsonElement record, ReadOnlySpan<byte> name) =>
        record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static long? Number(this JsonElement record, ReadOnlySpan<byte> name) =>
        record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : null;
}
