using System.Threading.Channels;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>The parts that are under way. Each gives its memory back and is noted the moment it ends; the first that fails stops the write.</summary>
internal sealed class PartWindow(PartSender sender, FailureTranslator translator, WriteStop stop)
{
    private readonly Channel<SentPart> _ended = Channel.CreateUnbounded<SentPart>(new UnboundedChannelOptions { SingleReader = true });
    private readonly PartLedger _ledger = new();

    /// <summary>How many parts are under way, or ended and not yet noted.</summary>
    public int Count { get; private set; }

    /// <summary>Sends a part. The window owns the store from here on.</summary>
    public void Start(PartStore store, PartContent part)
    {
        Count++;
        _ = SendAsync(store, part);
    }

    /// <summary>Notes a part that the store has already. Its memory goes back.</summary>
    public void Keep(PartStore store, PartContent part, PartReceipt receipt)
    {
        store.Dispose();
        Count++;
        Note(new SentPart { Content = part, Receipt = receipt, IsStored = true });
    }

    /// <summary>Notes the parts that have ended, without waiting.</summary>
    public void Note()
    {
        while (_ended.Reader.TryRead(out SentPart part))
        {
            Note(part);
        }
    }

    /// <summary>Waits until a part ends.</summary>
    public async ValueTask WaitAsync() => Note(await _ended.Reader.ReadAsync().ConfigureAwait(false));

    /// <summary>Waits until every part has ended, well or not.</summary>
    public async ValueTask DrainAsync()
    {
        while (Count > 0)
        {
            await WaitAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The receipts of all parts, by index.</summary>
    /// <param name="count">How many parts there are.</param>
    /// <param name="receipts">The receipts; empty where the store gave none.</param>
    /// <returns>The fault: a part or its receipt is missing. Null where none is.</returns>
    public StorageFault? Close(int count, out IReadOnlyList<PartReceipt> receipts) => _ledger.Close(count, out receipts);

    private void Note(SentPart part)
    {
        Count--;
        if (part.IsStored && _ledger.Add(part.Content, part.Receipt) is { } fault)
        {
            stop.Fail(translator.Refuse(fault));
        }
    }

    private async Task SendAsync(PartStore store, PartContent part)
    {
        SentPart sent = new() { Content = part };
        try
        {
            sent.Receipt = await sender.SendAsync(part, stop.Token).ConfigureAwait(false);
            sent.IsStored = true;
        }
        catch (Exception failure)
        {
            // Nobody awaits this task: the write hears of the failure here, and of the end below.
            stop.Fail(failure);
        }
        finally
        {
            store.Dispose();
            _ended.Writer.TryWrite(sent);
        }
    }

    private struct SentPart
    {
        public PartContent Content { get; init; }

        public PartReceipt? Receipt { get; set; }

        public bool IsStored { get; set; }
    }
}
