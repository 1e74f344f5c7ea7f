using System.Buffers;
using System.Collections.Concurrent;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Scripted;

/// <summary>Writes to the scripted server, which holds the engine to the limits it was told.</summary>
internal sealed class ScriptedPartSink(ScriptedBackend backend, WriteRequest request) : IResumableSink
{
    // What this sink has sent: another may go on with the upload and send other bytes.
    private readonly ConcurrentDictionary<int, byte[]> _sent = new();
    private ScriptedUpload? _upload;

    public string ResumeToken => _upload?.Id ?? throw new InvalidOperationException("Nothing was begun.");

    public Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.WriteWhole, request.Path) { PartIndex = content.Index, Span = new ByteSpan(content.Offset, content.Length) },
            async (_, token) => backend.Store.Put(request.Path, await ReadAsync(content, token).ConfigureAwait(false), request.Options),
            cancellationToken);

    public Task BeginAsync(CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.BeginParts, request.Path),
            (_, _) =>
            {
                _upload = backend.BeginUpload(request.Path);
                return Task.FromResult(true);
            },
            cancellationToken);

    public Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.WritePart, request.Path) { PartIndex = part.Index, Span = new ByteSpan(part.Offset, part.Length) },
            async (fault, token) =>
            {
                if (_upload is null)
                {
                    throw new InvalidOperationException("A part was sent outside of an upload.");
                }

                if (part.Index >= backend.Capabilities.MaxParts)
                {
                    throw new InvalidOperationException($"Part {part.Index} was sent to a store that takes {backend.Capabilities.MaxParts}.");
                }

                byte[] bytes = await ReadAsync(part, token).ConfigureAwait(false);
                bool isRepeat = _sent.TryGetValue(part.Index, out byte[]? before);
                if (isRepeat && !before.AsSpan().SequenceEqual(bytes))
                {
                    throw new InvalidOperationException($"Part {part.Index} was sent again with other bytes.");
                }

                _sent[part.Index] = bytes;
                PartReceipt receipt = _upload.Put(part, bytes);
                return fault?.Receipt is { } change ? change(receipt) : receipt;
            },
            cancellationToken);

    public Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.CompleteParts, request.Path) { Count = parts.Count, Span = new ByteSpan(0, length) },
            (_, _) =>
            {
                if (_upload is null || backend.FindUpload(_upload.Id) is null)
                {
                    throw ScriptedStore.Failure(StorageErrorKind.NotFound, "there is no such upload.");
                }

                WriteResult result = backend.Store.Put(request.Path, _upload.Join(backend.Capabilities, parts, length), request.Options);
                backend.EndUpload(_upload.Id);
                return Task.FromResult(result);
            },
            cancellationToken);

    public Task AbortAsync(CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.AbortParts, request.Path),
            (_, _) =>
            {
                backend.EndUpload(_upload?.Id);
                return Task.FromResult(true);
            },
            cancellationToken);

    public Task<IReadOnlyList<PartReceipt>?> ResumeAsync(string token, CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.ResumeParts, request.Path),
            (_, _) =>
            {
                _upload = backend.FindUpload(token) is { } found && found.Path == request.Path ? found : null;
                return Task.FromResult(_upload?.Receipts);
            },
            cancellationToken);

    public Task DiscardAsync(string token, CancellationToken cancellationToken) =>
        backend.CallAsync(
            new ObservedCall(StorageCall.AbortParts, request.Path),
            (_, _) =>
            {
                backend.EndUpload(token);
                return Task.FromResult(true);
            },
            cancellationToken);

    public ValueTask DisposeAsync()
    {
        backend.CountHandle(-1);
        return default;
    }

    private static async Task<byte[]> ReadAsync(PartContent content, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[content.Length];
        if (content.TryGetMemory(out ReadOnlySequence<byte> memory))
        {
            memory.CopyTo(bytes);
            return bytes;
        }

        Stream stream = content.OpenStream();
        await using (stream.ConfigureAwait(false))
        {
            await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
    }
}
