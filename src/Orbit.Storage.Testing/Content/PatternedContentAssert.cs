using System.Buffers;
using System.IO.Pipelines;
using NUnit.Framework;

namespace Orbit.Storage.Testing.Content;

/// <summary>Checks what arrives against patterned content, in constant memory, and names the first wrong offset.</summary>
public static class PatternedContentAssert
{
    /// <summary>Reads to the end and fails at the first byte that is not the content's, and where bytes are missing or left over.</summary>
    /// <param name="content">What should arrive.</param>
    /// <param name="reader">What arrives; read to its end, not completed.</param>
    /// <param name="span">Which bytes of the content should arrive. Default: all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task MatchesAsync(this PatternedContent content, PipeReader reader, ByteSpan? span = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(reader);
        ByteSpan expected = span ?? new ByteSpan(0, content.Length);
        long offset = expected.Offset;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (ReadOnlyMemory<byte> piece in result.Buffer)
            {
                Check(content, expected, offset, piece.Span);
                offset += piece.Length;
            }

            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                CheckEnd(expected, offset);
                return;
            }
        }
    }

    /// <summary>Reads to the end and fails at the first byte that is not the content's, and where bytes are missing or left over.</summary>
    /// <param name="content">What should arrive.</param>
    /// <param name="stream">What arrives; read to its end, not disposed.</param>
    /// <param name="span">Which bytes of the content should arrive. Default: all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task MatchesStreamAsync(this PatternedContent content, Stream stream, ByteSpan? span = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(stream);
        ByteSpan expected = span ?? new ByteSpan(0, content.Length);
        long offset = expected.Offset;
        using IMemoryOwner<byte> buffer = MemoryPool<byte>.Shared.Rent(64 * 1024);
        while (await stream.ReadAsync(buffer.Memory, cancellationToken).ConfigureAwait(false) is > 0 and int count)
        {
            Check(content, expected, offset, buffer.Memory.Span[..count]);
            offset += count;
        }

        CheckEnd(expected, offset);
    }

    /// <summary>Fails unless the bytes are the content's.</summary>
    /// <param name="content">What should be there.</param>
    /// <param name="bytes">What is there.</param>
    /// <param name="span">Which bytes of the content should be there. Default: all.</param>
    public static void Matches(this PatternedContent content, ReadOnlySpan<byte> bytes, ByteSpan? span = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        ByteSpan expected = span ?? new ByteSpan(0, content.Length);
        Check(content, expected, expected.Offset, bytes);
        CheckEnd(expected, expected.Offset + bytes.Length);
    }

    private static void Check(PatternedContent content, ByteSpan expected, long offset, ReadOnlySpan<byte> bytes)
    {
        long room = Math.Max(0, expected.End - offset);
        ReadOnlySpan<byte> within = bytes[..(int)Math.Min(room, bytes.Length)];
        if (content.FindDifference(offset, within) is { } wrong)
        {
            Assert.Fail($"The byte at offset {wrong} is wrong: {Explain(content, wrong, bytes[(int)(wrong - offset)..])}.");
        }

        if (bytes.Length > within.Length)
        {
            Assert.Fail($"More than the {expected.Length} bytes {expected} arrived.");
        }
    }

    private static void CheckEnd(ByteSpan expected, long offset) =>
        Assert.That(offset, Is.EqualTo(expected.End), $"The end came at offset {offset} of {expected}.");

    private static string Explain(PatternedContent content, long wrong, ReadOnlySpan<byte> actual)
    {
        byte[] expected = content.ToArray(new ByteSpan(wrong, Math.Min(8, actual.Length)));
        return $"expected {Convert.ToHexString(expected)}, found {Convert.ToHexString(actual[..expected.Length])}";
    }
}
