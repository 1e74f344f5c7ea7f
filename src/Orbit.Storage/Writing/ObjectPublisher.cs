using System.Buffers.Binary;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>
/// Makes the object visible. Where a try failed and the store may have published all the same, it asks what is there: the outcome is
/// success, the failure, or <see cref="StorageErrorKind.OutcomeUnknown"/>, never a guess (docs/decisions/0012).
/// </summary>
internal sealed class ObjectPublisher(IPartSink sink, IWriteTarget target, WriteSettings settings)
{
    private static readonly TimeSpan LookAfterCancellation = TimeSpan.FromSeconds(1);

    /// <summary>Whether the store said that the object is visible.</summary>
    public bool IsPublished { get; private set; }

    /// <summary>Whether the store may have published without saying so.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>Publishes content that fits one part.</summary>
    public async Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        WriteResult result = await PublishAsync(
            static (call, token) => call.self.TryWholeAsync(call.content, token), (self: this, content), content.Length, content.Crc32, cancellationToken).ConfigureAwait(false);
        settings.CountStored(content.Length);
        return result;
    }

    /// <summary>Publishes parts that are stored.</summary>
    public Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> receipts, long length, CancellationToken cancellationToken) => PublishAsync(
        static (call, token) => call.self.TryCompleteAsync(call.receipts, call.length, token), (self: this, receipts, length), length, null, cancellationToken);

    private async Task<WriteResult> PublishAsync<TState>(
        Func<TState, CancellationToken, ValueTask<WriteResult>> tryOnce, TState state, long length, uint? crc32, CancellationToken cancellationToken)
    {
        WriteResult result;
        try
        {
            result = await settings.Retry.ExecuteAsync(tryOnce, state, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsInDoubt && failure is StorageException or OperationCanceledException)
        {
            if (await LookAsync(failure, length, crc32, cancellationToken).ConfigureAwait(false) is not { } found)
            {
                throw;
            }

            result = found;
        }

        IsPublished = true;
        return result.Size == length
            ? result
            : throw settings.Translator.Refuse(new StorageFault(
                StorageErrorKind.LengthMismatch, $"{length} bytes were sent and the store says that it published {result.Size}; the object is not to be trusted."));
    }

    private async ValueTask<WriteResult> TryWholeAsync(PartContent part, CancellationToken cancellationToken)
    {
        using AttemptWatch watch = new(part.Length, publishes: true, settings.Deadlines, settings.Time, cancellationToken);
        WatchedPartContent content = new(part, watch);
        try
        {
            return await sink.WriteWholeAsync(content, watch.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Exception cause = AttemptFailure.FindTimeout(failure, watch, cancellationToken) is { } detail
                ? settings.Translator.Refuse(new StorageFault(StorageErrorKind.Timeout, detail), failure)
                : failure;
            IsInDoubt |= watch.MayHaveArrived && LeavesDoubt(cause);
            if (cause != failure)
            {
                throw cause;
            }

            throw;
        }
        finally
        {
            content.Close();
        }
    }

    private async ValueTask<WriteResult> TryCompleteAsync(IReadOnlyList<PartReceipt> receipts, long length, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource deadline = new(settings.Deadlines.Complete, settings.Time);
        using CancellationTokenRegistration caller = cancellationToken.UnsafeRegister(
            static state => ((CancellationTokenSource)state!).CancelAfter(AttemptWatch.AnswerGrace), deadline);
        try
        {
            return await sink.CompleteAsync(receipts, length, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException canceled) when (!cancellationToken.IsCancellationRequested)
        {
            IsInDoubt = true;
            throw settings.Translator.Refuse(
                new StorageFault(StorageErrorKind.Timeout, $"the store did not publish within {settings.Deadlines.Complete.TotalSeconds:0.#} s."), canceled);
        }
        catch (Exception failure)
        {
            IsInDoubt |= LeavesDoubt(failure);
            throw;
        }
    }

    // Other transient kinds are answers: the store says that it did nothing.
    private static bool LeavesDoubt(Exception failure) =>
        failure is OperationCanceledException or StorageException { Kind: StorageErrorKind.Network or StorageErrorKind.Timeout };

    /// <summary>Looks what is under the target's name.</summary>
    /// <returns>What the write made, or null where it made nothing.</returns>
    private async Task<WriteResult?> LookAsync(Exception failure, long length, uint? crc32, CancellationToken cancellationToken)
    {
        StorageEntry entry;
        try
        {
            TimeSpan deadline = cancellationToken.IsCancellationRequested ? LookAfterCancellation : settings.Deadlines.Operation;
            entry = await OperationDeadline.RunAsync(
                static (call, token) => call.target.LookAsync(call.Path, token), (target, settings.Path), deadline, settings.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception unseen)
        {
            bool isKnown = settings.Translator.TryTranslate(unseen, out StorageException? translated) || (translated = unseen as StorageException) is not null;
            return isKnown && translated!.Kind == StorageErrorKind.NotFound
                ? null
                : throw InDoubt(failure, "what is there now cannot be seen");
        }

        ContentChecksum? checksum = ChecksumOf(entry.Checksum?.Algorithm, crc32);
        bool hasChecksum = checksum is not null;
        if ((entry.Size is { } size && size != length) || (hasChecksum && !checksum!.Equals(entry.Checksum)))
        {
            return null;
        }

        // Equal content is as good as its own, unless the write was to be the one and only to put it there.
        bool isConditional = !settings.Options.Overwrite || settings.Options.IfMatch is not null || settings.Options.IfNoneMatch is not null;
        return hasChecksum && !isConditional
            ? new WriteResult(settings.Path, length) { ETag = entry.ETag, LastModified = entry.LastModified, VersionId = entry.VersionId }
            : throw InDoubt(failure, "an object of the same length is there");
    }

    private ContentChecksum? ChecksumOf(ChecksumAlgorithm? algorithm, uint? crc32)
    {
        if (algorithm == ChecksumAlgorithm.Crc32 && crc32 is { } crc)
        {
            Span<byte> value = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(value, crc);
            return new ContentChecksum(ChecksumAlgorithm.Crc32, value);
        }

        return settings.Options.Checksum?.Algorithm == algorithm ? settings.Options.Checksum : null;
    }

    private StorageException InDoubt(Exception failure, string sight)
    {
        StorageException unknown = settings.Translator.Refuse(
            new StorageFault(StorageErrorKind.OutcomeUnknown, $"the store may or may not have published the object, and {sight}; compare it, or write again. What failed: {failure.Message}"), failure);
        if (failure is StorageException { Attempts: > 1 } exhausted)
        {
            unknown.Attempts = exhausted.Attempts;
            unknown.Elapsed = exhausted.Elapsed;
        }

        return unknown;
    }
}
