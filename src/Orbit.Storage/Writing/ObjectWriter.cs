using System.Buffers;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>One write from end to end: memory first, then the sink, then the content (docs/decisions/0011).</summary>
internal sealed class ObjectWriter(SourceReader source, IWriteTarget target, WriteSettings settings)
{
    /// <summary>Writes and publishes. Does not complete the source.</summary>
    public async Task<WriteResult> WriteAsync(CancellationToken cancellationToken)
    {
        using WriteStop stop = new(cancellationToken);
        using ContentHasher? hasher = ContentHasher.For(settings.Options.Checksum);
        PartFiller filler = new(source, settings, hasher);
        try
        {
            // What is to be read back goes in parts: what is written whole is published at once.
            ReadOnlySequence<byte> content = default;
            WriteResult result = !settings.Options.ReadBack && source.TryReadWhole(settings.Plan.SizeOf(0, 0), out content)
                ? await WriteHeldAsync(filler, content, stop).ConfigureAwait(false)
                : await WriteStreamedAsync(filler, stop).ConfigureAwait(false);
            settings.Meter?.Complete();
            return result;
        }
        catch (Exception failure)
        {
            stop.Fail(failure);
            stop.ThrowIfFailed();
            throw;
        }
    }

    /// <summary>Sends content that its producer holds complete from where it is: no copy, and none of the byte budget.</summary>
    private async ValueTask<WriteResult> WriteHeldAsync(PartFiller filler, ReadOnlySequence<byte> content, WriteStop stop)
    {
        try
        {
            uint? crc32 = filler.TakeWhole(content);
            PartContent part = new MemoryPartContent(0, 0, content) { Crc32 = crc32 };
            return await WithSinkAsync(
                static (session, call) => session.Publisher.WriteWholeAsync(call.part, call.stop.Token), (part, stop), stop).ConfigureAwait(false);
        }
        finally
        {
            source.Pipe.AdvanceTo(content.End);
        }
    }

    private async ValueTask<WriteResult> WriteStreamedAsync(PartFiller filler, WriteStop stop)
    {
        using PartMemory memory = new(settings.Memory, settings.SpoolDirectory);
        using PartStore first = await memory.TakeAsync(settings.Plan.SizeOf(0, 0), stop.Token).ConfigureAwait(false);
        return await WithSinkAsync(
            static (session, call) => new PartPump(call.filler, call.memory, session, call.settings, call.stop).RunAsync(call.first),
            (filler, memory, first, settings, stop), stop).ConfigureAwait(false);
    }

    private static async ValueTask<WriteResult> FinishAsync(WriteResumption resumption, WriteResult result)
    {
        await resumption.FinishAsync().ConfigureAwait(false);
        return result.WithResumed(resumption.KeptBytes);
    }

    private async ValueTask<WriteResult> WithSinkAsync<TState>(Func<SinkSession, TState, Task<WriteResult>> write, TState state, WriteStop stop)
    {
        SinkSession session = await SinkSession.OpenAsync(target, settings, stop.Token).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                WriteResult result = await write(session, state).ConfigureAwait(false);
                return session.Resumption is null ? result : await FinishAsync(session.Resumption, result).ConfigureAwait(false);
            }
            catch (Exception)
            {
                await session.AbortAsync(stop.IsCanceledByCaller).ConfigureAwait(false);
                throw;
            }
        }
    }
}
