using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>Sends parts: each under the retry policy, always the same bytes under the same index, each try watched.</summary>
internal sealed class PartSender(IPartSink sink, WriteResumption? resumption, WriteSettings settings)
{
    public async Task BeginAsync(CancellationToken cancellationToken) =>
        await settings.Retry.ExecuteAsync(static (self, token) => self.TryBeginAsync(token), this, cancellationToken).ConfigureAwait(false);

    public async Task<PartReceipt?> SendAsync(PartContent part, CancellationToken cancellationToken)
    {
        if (resumption is not null && await resumption.IsStoredAsync(part, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        PartReceipt? receipt = await settings.Retry.ExecuteAsync(
            static (call, token) => call.self.TrySendAsync(call.part, token), (self: this, part), cancellationToken).ConfigureAwait(false);
        settings.CountStored(part.Length);
        if (resumption is not null)
        {
            await resumption.NoteAsync(part, receipt).ConfigureAwait(false);
        }

        return receipt;
    }

    private async ValueTask<bool> TryBeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await OperationDeadline.RunAsync(
                static async (sink, token) =>
                {
                    await sink.BeginAsync(token).ConfigureAwait(false);
                    return true;
                },
                sink, settings.Deadlines.Operation, settings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (settings.Translator.TryTranslate(failure, out StorageException? translated))
        {
            throw translated;
        }
    }

    private async ValueTask<PartReceipt?> TrySendAsync(PartContent part, CancellationToken cancellationToken)
    {
        using AttemptWatch watch = new(part.Length, publishes: false, settings.Deadlines, settings.Time, cancellationToken);
        WatchedPartContent content = new(part, watch);
        try
        {
            return await sink.WritePartAsync(content, watch.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (AttemptFailure.FindTimeout(failure, watch, cancellationToken) is { } detail)
        {
            throw settings.Translator.Refuse(new StorageFault(StorageErrorKind.Timeout, detail), failure);
        }
        finally
        {
            content.Close();
        }
    }
}
