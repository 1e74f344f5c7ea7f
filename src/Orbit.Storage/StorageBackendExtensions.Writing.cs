using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Orbit.Storage.Writing;

namespace Orbit.Storage;

// Writing from what a program has at hand.
public static partial class StorageBackendExtensions
{
    // A lone surrogate has no UTF-8 form; it fails rather than be stored as something else.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes an object from a stream, from where it stands to its end, without holding more of it than the transfer does.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="content">The content; it stays open. A seekable stream's remaining length is the <see cref="WriteOptions.ExpectedLength"/>, unless that is given.</param>
    /// <param name="options">Conditions, description and transfer. Default: replace.</param>
    /// <param name="cancellationToken">Ends the call and leaves the target as it was.</param>
    public static async Task<WriteResult> WriteAsync(
        this IStorageBackend backend, StoragePath path, Stream content, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(content);
        options ??= WriteOptions.Default;
        if (content.CanSeek && content.Length - content.Position is var rest and > 0)
        {
            // Not where nothing seems to be left: the files of /proc claim to be empty and are not.
            options = options.WithLength(rest);
        }

        return await backend.WriteAsync(path, new StreamSource(content), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes an object from bytes in memory.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="content">The content; not to be changed before the task completes.</param>
    /// <param name="options">Conditions, description and transfer. Default: replace.</param>
    /// <param name="cancellationToken">Ends the call and leaves the target as it was.</param>
    public static async Task<WriteResult> WriteBytesAsync(
        this IStorageBackend backend, StoragePath path, ReadOnlyMemory<byte> content, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        PipeReader source = PipeReader.Create(new ReadOnlySequence<byte>(content));
        return await backend.WriteAsync(path, source, (options ?? WriteOptions.Default).WithLength(content.Length), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes an object from text, as UTF-8 without a byte order mark.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="content">The content.</param>
    /// <param name="options">Conditions, description and transfer. Default: replace.</param>
    /// <param name="cancellationToken">Ends the call and leaves the target as it was.</param>
    /// <exception cref="ArgumentException"><paramref name="content"/> holds a lone surrogate, which has no UTF-8 form.</exception>
    public static Task<WriteResult> WriteTextAsync(
        this IStorageBackend backend, StoragePath path, string content, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return WriteBytesAsync(backend, path, StrictUtf8.GetBytes(content), options, cancellationToken);
    }

    /// <summary>Writes an object from a local file, read once from its start, while others may read it but not write it.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="localFile">The file's path on this machine.</param>
    /// <param name="options">
    /// Conditions, description and transfer; its times and permissions are those given here, not the file's. With <see cref="WriteOptions.Resume"/> and no fingerprint, the file's
    /// length and time of last change are that. Default: replace.
    /// </param>
    /// <param name="cancellationToken">Ends the call and leaves the target as it was.</param>
    /// <exception cref="IOException">The file cannot be read; the exceptions are those of <see cref="FileStream"/>.</exception>
    public static async Task<WriteResult> WriteFileAsync(
        this IStorageBackend backend, StoragePath path, string localFile, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentException.ThrowIfNullOrEmpty(localFile);
        FileStream file = new(localFile, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.Read,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            BufferSize = 0,
        });
        await using (file.ConfigureAwait(false))
        {
            if (options?.Resume is not null)
            {
                options = options.WithFingerprint(string.Create(CultureInfo.InvariantCulture, $"{File.GetLastWriteTimeUtc(file.SafeFileHandle):O} {file.Length}"));
            }

            return await WriteAsync(backend, path, file, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Opens an object to be written piece by piece. Nothing shows under its name before <see cref="StorageWriter.CommitAsync"/>, and a writer
    /// that is disposed without it leaves the target as it was.
    /// </summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="options">Conditions, description and transfer. Default: replace.</param>
    /// <param name="cancellationToken">Ends the write, at any time before its commit has ended, and leaves the target as it was.</param>
    /// <returns>The writer; the caller disposes it.</returns>
    public static Task<StorageWriter> OpenWriteAsync(this IStorageBackend backend, StoragePath path, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(backend);
        return StorageWriter.OpenAsync(backend, path, options, cancellationToken);
    }
}
