using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Orbit.Storage.Reading;
using Orbit.Storage.Transport;

namespace Orbit.Storage;

// Reading into what a program has at hand.
public static partial class StorageBackendExtensions
{
    /// <summary>How many bytes <see cref="ReadBytesAsync"/> and <see cref="ReadTextAsync"/> take unless told otherwise: 16 MiB.</summary>
    public const int DefaultMaxBytes = 16 * 1024 * 1024;

    /// <summary>Reads an object into a stream.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="destination">Where to; it stays open. After a failure it holds the bytes up to it.</param>
    /// <param name="options">Which bytes, and conditions. Default: all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The object, as its first answer described it.</returns>
    public static async Task<StorageEntry> ReadToAsync(
        this IStorageBackend backend, StoragePath path, Stream destination, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(destination);
        StorageContent content = await backend.OpenReadAsync(path, options, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            await content.Reader.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
            return content.Entry;
        }
    }

    /// <summary>Reads an object into memory.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="maxBytes">The most that may be read; at least 0. Default: <see cref="DefaultMaxBytes"/>.</param>
    /// <param name="options">Which bytes, and conditions. Default: all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.TooLarge"/>: there is more than <paramref name="maxBytes"/>; none of it is held.</exception>
    public static async Task<byte[]> ReadBytesAsync(
        this IStorageBackend backend, StoragePath path, int maxBytes = DefaultMaxBytes, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        StorageContent content = await backend.OpenReadAsync(path, options, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            if (content.Span.Length > maxBytes)
            {
                throw FailureTranslator.Refuse(backend, StorageOperation.Read, path, new StorageFault(
                    StorageErrorKind.TooLarge, $"{content.Span.Length} bytes are more than the {maxBytes} that this call may hold; raise maxBytes, or read it as a stream or into a file."));
            }

            byte[] bytes = new byte[content.Span.Length];
            int count = 0;
            while (true)
            {
                ReadResult read = await content.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                read.Buffer.CopyTo(bytes.AsSpan(count));
                count += (int)read.Buffer.Length;
                content.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return bytes;
                }
            }
        }
    }

    /// <summary>Reads an object that is text in UTF-8; a byte order mark is left out.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="maxBytes">The most that may be read, in bytes; at least 0. Default: <see cref="DefaultMaxBytes"/>.</param>
    /// <param name="options">Which bytes, and conditions. Default: all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.TooLarge"/>: there is more than <paramref name="maxBytes"/>; none of it is held.</exception>
    /// <exception cref="InvalidDataException">The bytes are not UTF-8.</exception>
    public static async Task<string> ReadTextAsync(
        this IStorageBackend backend, StoragePath path, int maxBytes = DefaultMaxBytes, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        byte[] bytes = await ReadBytesAsync(backend, path, maxBytes, options, cancellationToken).ConfigureAwait(false);
        try
        {
            int start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return StrictUtf8.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException malformed)
        {
            throw new InvalidDataException($"'{path}' is not text in UTF-8: {malformed.Message} Read it as bytes.", malformed);
        }
    }

    /// <summary>
    /// Reads an object into a local file, by several ranges at once. The file's name shows the old file or the whole new one: the bytes arrive in a
    /// hidden file beside it, which is then renamed, or removed where the read fails.
    /// </summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="localFile">The file's path on this machine.</param>
    /// <param name="options">Whether a file is replaced, and what is read. Default: it is, and all.</param>
    /// <param name="cancellationToken">Ends the call and leaves the file as it was.</param>
    /// <returns>The object, as its first answer described it.</returns>
    /// <exception cref="IOException">The file cannot be written; other exceptions of <see cref="File"/> too.</exception>
    public static async Task<StorageEntry> ReadToFileAsync(
        this IStorageBackend backend, StoragePath path, string localFile, ReadToFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentException.ThrowIfNullOrEmpty(localFile);
        options ??= ReadToFileOptions.Default;
        localFile = System.IO.Path.GetFullPath(localFile);
        if (!options.Overwrite && System.IO.Path.Exists(localFile))
        {
            throw LocalFile.AlreadyExists(backend, path, localFile, null);
        }

        IRangeSource source = await backend.OpenRangesAsync(path, options.Read, cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            await LocalFile.DownloadAsync(backend, path, source, localFile, options, cancellationToken).ConfigureAwait(false);
            return source.Entry;
        }
    }

    /// <summary>
    /// Opens an object as a seekable, read-only stream, at the version that it has now: a <see cref="System.IO.Compression.ZipArchive"/> reads a few entries of a large
    /// remote archive in a few requests. Reading on in order is answered ahead of the reader, further each time; what was read last stays at hand for short
    /// ways back.
    /// </summary>
    /// <remarks>
    /// Read it by its asynchronous members: the synchronous ones block a thread while bytes are on their way. It holds 128 KiB, and what the
    /// transfer reads ahead.
    /// </remarks>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="options">Conditions; of a range, the stream holds those bytes alone. There is no <see cref="ReadOptions.Progress"/>. Default: all.</param>
    /// <param name="cancellationToken">Ends the call, not the stream.</param>
    /// <returns>The stream; the caller disposes it.</returns>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.Unsupported"/>: <paramref name="options"/> ask for progress, which has no meaning where bytes are read in any order.</exception>
    public static async Task<Stream> OpenReadStreamAsync(this IStorageBackend backend, StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        options ??= ReadOptions.Default;
        if (options.Progress is not null)
        {
            throw FailureTranslator.Refuse(backend, StorageOperation.Read, path, StorageFault.Unsupported("a stream that is read in any order has no Progress; leave it out."));
        }

        IRangeSource source = await backend.OpenRangesAsync(path, options, cancellationToken).ConfigureAwait(false);
        if (options.Range.TryResolve(source.Entry.Size ?? 0, out ByteSpan span))
        {
            return new RangeStream(source, span);
        }

        await source.DisposeAsync().ConfigureAwait(false);
        throw FailureTranslator.Refuse(backend, StorageOperation.Read, path, new StorageFault(
            StorageErrorKind.RangeNotSatisfiable, $"the range {options.Range} starts at or past the end of the object, which has {source.Entry.Size} bytes."));
    }
}
