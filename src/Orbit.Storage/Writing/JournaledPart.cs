using System.Globalization;
using System.Text.Json;
using Orbit.Storage.Transfers.Journal;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>The journal's record of a part that the store has: where it is in the content, what its bytes were, and what the store called it, where it calls parts anything.</summary>
internal sealed class JournaledPart(PartReceipt receipt, long offset, UInt128 hash) : IJournalRecord
{
    public const string Type = "part";

    // Each part is a line of the journal, and is remembered by the write that goes on.
    private const long WorthALine = 4L << 20;
    private const int MostLines = 64 * 1024;

    public PartReceipt Receipt => receipt;

    /// <summary>The smallest part that is worth being noted, where nobody asked for a size.</summary>
    /// <param name="length">The content's length, where it is known.</param>
    public static long SizeFor(long? length) => Math.Max(WorthALine, PartSchedule.RoundUp(PartSchedule.DivideUp(length ?? 0, MostLines), WorthALine));

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("type"u8, Type);
        json.WriteNumber("index"u8, receipt.Index);
        json.WriteNumber("offset"u8, offset);
        json.WriteNumber("size"u8, receipt.Length);
        json.WriteString("xxh128"u8, hash.ToString("x32", CultureInfo.InvariantCulture));
        if (receipt.ETag is not null)
        {
            json.WriteString("etag"u8, receipt.ETag);
        }

        if (receipt.Crc32 is { } crc32)
        {
            json.WriteNumber("crc32"u8, crc32);
        }
    }

    /// <summary>Reads a record.</summary>
    /// <returns>Null where it lacks something.</returns>
    public static JournaledPart? TryRead(JsonElement json) =>
        json.Number("index"u8) is >= 0 and <= int.MaxValue and { } index && json.Number("offset"u8) is >= 0 and { } offset && json.Number("size"u8) is >= 1 and { } size
            && UInt128.TryParse(json.Text("xxh128"u8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 hash)
            ? new JournaledPart(new PartReceipt((int)index, size) { ETag = json.Text("etag"u8), Crc32 = (uint?)json.Number("crc32"u8) }, offset, hash)
            : null;

    /// <summary>Whether the store says the same of it.</summary>
    public bool IsThat(PartReceipt stored) =>
        stored.Index == receipt.Index && stored.Length == receipt.Length && stored.ETag is not null && stored.ETag == receipt.ETag
        && (stored.Crc32 is null || receipt.Crc32 is null || stored.Crc32 == receipt.Crc32);

    /// <summary>Whether it is that part of the content, byte for byte.</summary>
    public bool Holds(PartContent part, UInt128 partHash) => part.Index == receipt.Index && part.Offset == offset && part.Length == receipt.Length && partHash == hash;
}
