using System.IO.Pipelines;

namespace Orbit.Storage;

/// <summary>An object being read. Its size and tags are known before the first byte; disposing stops what is under way and waits for it.</summary>
public sealed class StorageContent : IAsyncDisposable
{
    private readonly Func<ValueTask> _dispose;

    /// <summary>For backends and decorators: joins what is known of an object with its bytes.</summary>
    /// <param name="entry">The object, as its first answer described it.</param>
    /// <param name="span">The bytes that <paramref name="reader"/> delivers.</param>
    /// <param name="reader">Delivers them, in order; fails rather than end early.</param>
    /// <param name="dispose">Stops what is under way and waits for it; called once. <paramref name="reader"/> is completed before.</param>
    public StorageContent(StorageEntry entry, ByteSpan span, PipeReader reader, Func<ValueTask> dispose)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(dispose);
        Entry = entry;
        Span = span;
        Reader = reader;
        _dispose = dispose;
    }

    /// <summary>The object, as its first answer described it.</summary>
    public StorageEntry Entry { get; }

    /// <summary>The whole object's size in bytes, also where only a range is read.</summary>
    public long Size => Entry.Size ?? Span.End;

    /// <summary>The bytes that are delivered: the range asked for, clamped to the object's end.</summary>
    public ByteSpan Span { get; }

    /// <summary>Delivers the bytes in order. Its end is success: a body that ends early fails with <see cref="StorageErrorKind.LengthMismatch"/> instead.</summary>
    public PipeReader Reader { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await Reader.CompleteAsync().ConfigureAwait(false);
            await _dispose().ConfigureAwait(false);
        }
    }

    private int _disposed;
}
