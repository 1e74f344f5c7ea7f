using System.Buffers;
using System.IO.Hashing;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Orbit.Storage.Writing;

/// <summary>
/// Cuts the source into parts: the one place where bytes are copied, hashed and counted; a stream's are read to where they are held, without a copy. It looks past a promised length
/// whether there is more, and takes none of it.
/// </summary>
internal sealed class PartFiller(SourceReader source, WriteSettings settings, ContentHasher? hasher)
{
    private readonly Crc32? _crc = settings.PartChecksums ? new Crc32() : null;
    private readonly XxHash128? _partHash = settings.Journal is null ? null : new XxHash128();
    private readonly XxHash128? _contentHash = settings.Options.ReadBack ? new XxHash128() : null;

    /// <summary>How many bytes were taken from the source.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the source has ended and all of it was taken.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>What the bytes of the last part that was filled are known again by; 0 where nothing is to be known again.</summary>
    public UInt128 PartHash => _partHash?.GetCurrentHashAsUInt128() ?? 0;

    /// <summary>XXH3-128 of all bytes so far, where they are read back; else null.</summary>
    public UInt128? ContentHash => _contentHash?.GetCurrentHashAsUInt128();

    /// <summary>Fills a part until it has its size or the source ends. At the end the content's promised length and checksum are compared.</summary>
    /// <returns>The CRC-32 of its bytes, where the store wants it.</returns>
    public async ValueTask<uint?> FillAsync(PartStore part, long size, CancellationToken cancellationToken)
    {
        Task<uint?> copying = CopyAsync(part, size, cancellationToken);
        await source.AwaitAsync(copying, settings.Time, cancellationToken).ConfigureAwait(false);
        return await copying.ConfigureAwait(false);
    }

    /// <summary>Waits until the source shows more bytes, which are left there, or its end.</summary>
    public ValueTask LookAheadAsync(CancellationToken cancellationToken) =>
        source.AwaitAsync(PeekAsync(cancellationToken), settings.Time, cancellationToken);

    /// <summary>Notes content that is taken without a copy: the whole of it.</summary>
    /// <returns>The CRC-32 of its bytes, where the store wants it.</returns>
    public uint? TakeWhole(ReadOnlySequence<byte> content)
    {
        Bytes = content.Length;
        foreach (ReadOnlyMemory<byte> piece in content)
        {
            hasher?.Append(piece.Span);
            _crc?.Append(piece.Span);
        }

        Note(isAtEnd: true);
        return _crc?.GetCurrentHashAsUInt32();
    }

    private async Task<uint?> CopyAsync(PartStore part, long size, CancellationToken cancellationToken)
    {
        _crc?.Reset();
        _partHash?.Reset();
        while (part.Length < size && !IsAtEnd)
        {
            if (part.Room == 0)
            {
                await part.MakeRoomAsync(cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (source.Stream is { } stream)
            {
                await ReadAsync(stream, part, size - part.Length, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await CopyOnceAsync(part, Math.Min(part.Room, size - part.Length), cancellationToken).ConfigureAwait(false);
            }
        }

        return _crc?.GetCurrentHashAsUInt32();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReadAsync(StreamSource stream, PartStore part, long limit, CancellationToken cancellationToken)
    {
        Memory<byte> free = part.Lend(limit);
        int count = 0;
        try
        {
            source.Enter();
            count = await stream.ReadAsync(free, cancellationToken).ConfigureAwait(false);
            source.Leave();
            Count(free.Span[..count]);
        }
        finally
        {
            part.TakeBack(count);
        }

        Note(isAtEnd: count == 0);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask CopyOnceAsync(PartStore part, long limit, CancellationToken cancellationToken)
    {
        source.Enter();
        ReadResult result = await source.Pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
        source.Leave();
        ReadOnlySequence<byte> taken = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, limit));
        try
        {
            ThrowIfCanceled(result);
            foreach (ReadOnlyMemory<byte> piece in taken)
            {
                part.Append(piece.Span);
                Count(piece.Span);
            }

            Note(isAtEnd: result.IsCompleted && taken.Length == result.Buffer.Length);
        }
        finally
        {
            source.Pipe.AdvanceTo(taken.End);
        }
    }

    private async Task PeekAsync(CancellationToken cancellationToken)
    {
        while (!IsAtEnd)
        {
            cancellationToken.ThrowIfCancellationRequested();
            source.Enter();
            ReadResult result = await source.Pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            source.Leave();
            bool hasMore = !result.Buffer.IsEmpty;
            source.Pipe.AdvanceTo(result.Buffer.Start);
            ThrowIfCanceled(result);
            if (hasMore)
            {
                ThrowIfLonger(Bytes + 1);
                return;
            }

            Note(result.IsCompleted);
        }
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        hasher?.Append(bytes);
        _crc?.Append(bytes);
        _partHash?.Append(bytes);
        _contentHash?.Append(bytes);
        Bytes += bytes.Length;
    }

    private void Note(bool isAtEnd)
    {
        ThrowIfLonger(Bytes);
        IsAtEnd = isAtEnd;
        if (isAtEnd && Bytes < settings.Plan.Length)
        {
            throw settings.Translator.Refuse(new StorageFault(
                StorageErrorKind.LengthMismatch, $"the content ended after {Bytes} bytes where ExpectedLength says {settings.Plan.Length}; the target was left as it was."));
        }

        if (isAtEnd && hasher?.Verify() is { } fault)
        {
            throw settings.Translator.Refuse(fault);
        }
    }

    private void ThrowIfLonger(long bytes)
    {
        if (bytes > settings.Plan.Length)
        {
            throw settings.Translator.Refuse(new StorageFault(
                StorageErrorKind.LengthMismatch, $"the content is longer than the {settings.Plan.Length} bytes that ExpectedLength says; the target was left as it was."));
        }

        if (settings.Plan.CheckLength(bytes) is { } fault)
        {
            throw settings.Translator.Refuse(fault);
        }
    }

    private static void ThrowIfCanceled(ReadResult result)
    {
        if (result.IsCanceled)
        {
            throw new OperationCanceledException("A pending read of the source was cancelled.");
        }
    }
}
