using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace Orbit.Storage.Transfers.Journal;

/// <summary>Reads a journal from its start up to the first line that is not whole.</summary>
internal sealed class JournalReader(FileStream file, string kind, Action<JsonElement> read)
{
    private const int LongestLine = 1 << 20;

    private long _intact;

    /// <summary>Reads.</summary>
    /// <returns>How many bytes are intact; 0 where there is no whole header.</returns>
    public async ValueTask<long> ReadAsync(CancellationToken cancellationToken)
    {
        file.Position = 0;
        PipeReader lines = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            bool goesOn = true;
            while (goesOn)
            {
                ReadResult result = await lines.ReadAsync(cancellationToken).ConfigureAwait(false);
                ReadOnlySequence<byte> buffer = result.Buffer;
                bool isWhole = TakeLines(ref buffer);
                goesOn = isWhole && !result.IsCompleted && buffer.Length <= LongestLine;
                if (!goesOn && _intact == 0)
                {
                    ThrowIfForeign(buffer);
                }

                lines.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await lines.CompleteAsync().ConfigureAwait(false);
        }

        return _intact;
    }

    private bool TakeLines(ref ReadOnlySequence<byte> buffer)
    {
        while (buffer.PositionOf((byte)'\n') is { } end)
        {
            ReadOnlySequence<byte> line = buffer.Slice(0, end);
            if (!JournalLine.IsIntact(line) || !TryTake(line))
            {
                return false;
            }

            _intact += line.Length + 1;
            buffer = buffer.Slice(line.Length + 1);
        }

        return true;
    }

    private bool TryTake(ReadOnlySequence<byte> line)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return false;
        }

        using (json)
        {
            Take(line, json);
        }

        return true;
    }

    private void Take(ReadOnlySequence<byte> line, JsonDocument json)
    {
        if (_intact > 0)
        {
            read(json.RootElement);
        }
        else if (!StartsLikeOne(line))
        {
            throw Foreign();
        }
        else if (JournalHeader.FindFault(json.RootElement, kind, file.Name) is { } fault)
        {
            throw new StorageException(fault, null);
        }
    }

    // A first line that a crash tore can be written over; a file that is something else must not be.
    private void ThrowIfForeign(ReadOnlySequence<byte> start)
    {
        if (!StartsLikeOne(start))
        {
            throw Foreign();
        }
    }

    private static bool StartsLikeOne(ReadOnlySequence<byte> start)
    {
        Span<byte> found = stackalloc byte[JournalHeader.Magic.Length];
        int count = (int)Math.Min(start.Length, found.Length);
        start.Slice(0, count).CopyTo(found);
        return found[..count].SequenceEqual(JournalHeader.Magic[..count]);
    }

    private StorageException Foreign() => new(
        new StorageFault(
            StorageErrorKind.InvalidConfiguration,
            $"the file '{file.Name}' is no journal, or one that is damaged at its start; name another file, or delete this one to start again."),
        null);
}
