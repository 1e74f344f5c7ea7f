using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>
/// Moves the source's bytes into a sink. Content that fits one part goes in one request; else parts are filled in order and sent as they are
/// full, and the memory of one that ends is filled again at once: no part waits for a slower one.
/// </summary>
internal sealed class PartPump(PartFiller filler, PartMemory memory, SinkSession session, WriteSettings settings, WriteStop stop)
{
    // Content that fits one part, which most does, needs no window.
    private PartWindow? _window;
    private PartStore? _filling;

    /// <summary>Writes all of the content and publishes it.</summary>
    /// <param name="first">Memory for the first part; the pump disposes it when its bytes are stored.</param>
    public async Task<WriteResult> RunAsync(PartStore first)
    {
        try
        {
            _filling = first;
            uint? crc32 = await filler.FillAsync(first, settings.Plan.SizeOf(0, 0), stop.Token).ConfigureAwait(false);
            await filler.LookAheadAsync(stop.Token).ConfigureAwait(false);
            if (!filler.IsAtEnd || (settings.Options.ReadBack && filler.Bytes > 0))
            {
                return await PublishPartsAsync(crc32).ConfigureAwait(false);
            }

            PartContent whole = await first.SealAsync(0, 0, crc32, stop.Token).ConfigureAwait(false);
            return await session.Publisher.WriteWholeAsync(whole, stop.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            stop.Fail(failure);
            throw;
        }
        finally
        {
            if (_window is not null)
            {
                await _window.DrainAsync().ConfigureAwait(false);
            }

            _filling?.Dispose();
        }
    }

    private async Task<WriteResult> PublishPartsAsync(uint? crc32)
    {
        await session.BeginAsync(stop.Token).ConfigureAwait(false);
        _window = new PartWindow(session.Sender, settings.Translator, stop);
        int count = await SendPartsAsync(_window, crc32).ConfigureAwait(false);
        await _window.DrainAsync().ConfigureAwait(false);
        stop.ThrowIfFailed();
        Refuse(_window.Close(count, out IReadOnlyList<PartReceipt> receipts));
        if (filler.ContentHash is { } hash)
        {
            Refuse(await session.CompareAsync(hash, filler.Bytes, stop.Token).ConfigureAwait(false));
        }

        return await session.Publisher.CompleteAsync(receipts, filler.Bytes, stop.Token).ConfigureAwait(false);
    }

    private async ValueTask<int> SendPartsAsync(PartWindow window, uint? crc32)
    {
        long offset = 0;
        for (int index = 0; ; index++)
        {
            PartContent part = await _filling!.SealAsync(index, offset, crc32, stop.Token).ConfigureAwait(false);
            if (session.Resumption?.TryKeep(part, filler.PartHash) is { } receipt)
            {
                window.Keep(_filling, part, receipt);
            }
            else
            {
                window.Start(_filling, part);
            }

            _filling = null;
            offset = filler.Bytes;
            await filler.LookAheadAsync(stop.Token).ConfigureAwait(false);
            if (filler.IsAtEnd)
            {
                return index + 1;
            }

            Refuse(settings.Plan.CheckCount(index + 1));
            long size = settings.Plan.SizeOf(index + 1, offset);
            _filling = await TakeAsync(window, size).ConfigureAwait(false);
            crc32 = await filler.FillAsync(_filling, size, stop.Token).ConfigureAwait(false);
        }
    }

    private async ValueTask<PartStore> TakeAsync(PartWindow window, long size)
    {
        while (true)
        {
            window.Note();
            stop.Token.ThrowIfCancellationRequested();
            if (window.Count < settings.Concurrency && memory.TryTake(size) is { } store)
            {
                return store;
            }

            if (window.Count == 0)
            {
                return await memory.TakeAsync(size, stop.Token).ConfigureAwait(false);
            }

            await window.WaitAsync().ConfigureAwait(false);
        }
    }

    private void Refuse(StorageFault? fault)
    {
        if (fault is not null)
        {
            throw settings.Translator.Refuse(fault);
        }
    }
}
