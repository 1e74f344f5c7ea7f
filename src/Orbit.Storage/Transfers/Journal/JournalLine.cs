using System.Buffers;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Text.Json;

namespace Orbit.Storage.Transfers.Journal;

/// <summary>
/// A line of a journal: a JSON object whose last member is the CRC-32 of all bytes of the line before that member. So a line that a crash tore,
/// or a disk damaged, is told from a whole one.
/// </summary>
internal static class JournalLine
{
    private const int DigitsLength = 8;

    private static ReadOnlySpan<byte> TailStart => ",\"crc\":\""u8;

    private static ReadOnlySpan<byte> TailEnd => "\"}"u8;

    private static int TailLength => TailStart.Length + DigitsLength + TailEnd.Length;

    /// <summary>Appends a record as a line, its line feed included.</summary>
    public static void Append(ArrayBufferWriter<byte> output, IJournalRecord record)
    {
        int start = output.WrittenCount;
        using (Utf8JsonWriter json = new(output))
        {
            json.WriteStartObject();
            record.Write(json);
            json.Flush();
        }

        uint crc = Crc32.HashToUInt32(output.WrittenSpan[start..]);
        Span<byte> digits = stackalloc byte[DigitsLength];
        Utf8Formatter.TryFormat(crc, digits, out _, new StandardFormat('x', DigitsLength));
        output.Write(TailStart);
        output.Write(digits);
        output.Write(TailEnd);
        output.Write("\n"u8);
    }

    /// <summary>Whether a line, without its line feed, is as it was written.</summary>
    public static bool IsIntact(in ReadOnlySequence<byte> line)
    {
        if (line.Length <= TailLength)
        {
            return false;
        }

        Crc32 crc = new();
        foreach (ReadOnlyMemory<byte> piece in line.Slice(0, line.Length - TailLength))
        {
            crc.Append(piece.Span);
        }

        Span<byte> tail = stackalloc byte[TailLength];
        line.Slice(line.Length - TailLength).CopyTo(tail);
        return tail.StartsWith(TailStart) && tail.EndsWith(TailEnd)
            && Utf8Parser.TryParse(tail.Slice(TailStart.Length, DigitsLength), out uint written, out int read, 'x') && read == DigitsLength
            && written == crc.GetCurrentHashAsUInt32();
    }
}
