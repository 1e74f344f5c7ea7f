using System.Buffers;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Local;

/// <summary>Writes parts by position into a hidden sibling, and renames it. A later sink goes on with that of an earlier one.</summary>
internal sealed class LocalPartSink : IResumableSink, IReadBackSink
{
    private readonly ILocalTemporary _temporary;
    private readonly long _expected;
    private bool _isPreallocated;

    private LocalPartSink(ILocalTemporary temporary, long expected)
    {
        _temporary = temporary;
        _expected = expected;
    }

    public string ResumeToken => _temporary.Name;

    /// <summary>Makes the sibling at once, so that what is refused is refused before the content is read.</summary>
    public static LocalPartSink Open(ILocalVolume volume, WriteRequest request)
    {
        ILocalTemporary temporary = volume.CreateTemporary(request);
        try
        {
            LocalPartSink sink = new(temporary, request.Length ?? 0);
            if (request.Options.Resume is null)
            {
                sink.Preallocate();
            }

            return sink;
        }
        catch
        {
            temporary.Remove();
            temporary.Dispose();
            throw;
        }
    }

    public Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.TryGetMemory(out ReadOnlySequence<byte> bytes)
            ? Task.Run(() => WriteWhole(bytes), cancellationToken)
            : WriteSpooledWholeAsync(content, cancellationToken);
    }

    // Where an earlier write may be gone on with, it is known only now that its space is not to be used.
    public Task BeginAsync(CancellationToken cancellationToken) => _isPreallocated ? Task.CompletedTask : Task.Run(Preallocate, cancellationToken);

    public Task<IReadOnlyList<PartReceipt>?> ResumeAsync(string token, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<PartReceipt>?>(() => TemporaryName.IsMatch(token) && _temporary.TryAdopt(token) ? [] : null, cancellationToken);

    public Task DiscardAsync(string token, CancellationToken cancellationToken) =>
        TemporaryName.IsMatch(token) ? Task.Run(() => _temporary.Discard(token), cancellationToken) : Task.CompletedTask;

    public Task<IRangeBody> ReadBackAsync(ByteSpan span, CancellationToken cancellationToken) => Task.FromResult<IRangeBody>(new LocalStoredBody(_temporary.Handle, span));

    public async Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part.TryGetMemory(out ReadOnlySequence<byte> bytes))
        {
            await WriteAsync(bytes, part.Offset, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await WriteSpooledAsync(part, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    public Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken) =>
        Task.Run(() => _temporary.Publish(length), cancellationToken);

    // Not under the token: the temporary file is better removed late than left.
    public Task AbortAsync(CancellationToken cancellationToken) => Task.Run(_temporary.Remove, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _temporary.Dispose();
        return default;
    }

    private void Preallocate()
    {
        _isPreallocated = true;
        if (_expected >= ILocalTemporary.WorthPreallocating)
        {
            _temporary.Preallocate(_expected);
        }
    }

    // Small content is written and published in one go on one thread: each hop would cost as much as a system call.
    private WriteResult WriteWhole(ReadOnlySequence<byte> bytes)
    {
        // Closed by a try that came as far as the rename: the bytes are there.
        if (!bytes.IsEmpty && !_temporary.Handle.IsClosed)
        {
            RandomAccess.Write(_temporary.Handle, Segments(bytes), 0);
        }

        return _temporary.Publish(bytes.Length);
    }

    private async Task<WriteResult> WriteSpooledWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        await WriteSpooledAsync(content, cancellationToken).ConfigureAwait(false);
        return await CompleteAsync([], content.Length, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask WriteAsync(ReadOnlySequence<byte> bytes, long offset, CancellationToken cancellationToken) => bytes.IsSingleSegment
        ? RandomAccess.WriteAsync(_temporary.Handle, bytes.First, offset, cancellationToken)
        : RandomAccess.WriteAsync(_temporary.Handle, Segments(bytes), offset, cancellationToken);

    private async Task WriteSpooledAsync(PartContent part, CancellationToken cancellationToken)
    {
        Stream stream = part.OpenStream();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Resilience.TransferMemory.SlabSize);
        try
        {
            long offset = part.Offset;
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await RandomAccess.WriteAsync(_temporary.Handle, buffer.AsMemory(0, count), offset, cancellationToken).ConfigureAwait(false);
                offset += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static List<ReadOnlyMemory<byte>> Segments(ReadOnlySequence<byte> bytes)
    {
        List<ReadOnlyMemory<byte>> segments = new(4);
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            segments.Add(segment);
        }

        return segments;
    }
}
