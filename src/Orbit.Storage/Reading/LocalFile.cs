using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Reading;

/// <summary>A local file that a download replaces in one step.</summary>
internal static class LocalFile
{
    public static async Task DownloadAsync(IStorageBackend backend, StoragePath path, IRangeSource source, string localFile, ReadToFileOptions options, CancellationToken cancellationToken)
    {
        string directory = Path.GetDirectoryName(localFile) ?? throw new ArgumentException($"'{localFile}' names no file.", nameof(localFile));
        if (options.CreateParents)
        {
            Directory.CreateDirectory(directory);
        }

        ReadOptions read = options.Read ?? ReadOptions.Default;
        long size = read.Range.TryResolve(source.Entry.Size ?? 0, out ByteSpan span) ? span.Length : 0;
        ParallelRangeDownloader downloader = ParallelRangeDownloader.For(source);

        // Blocks are asked for ahead where ranges fill the file out of order; for a single write it is a system call in vain.
        long preallocation = size > downloader.RangeSize ? size : 0;
        string temporary = Path.Combine(directory, TemporaryName.Create());
        try
        {
            Task<SafeFileHandle> file = OpenAsync(temporary, preallocation);
            try
            {
                await downloader.DownloadAsync(source, file, read.Range, read.Progress, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // Why there is no file goes before what the download makes of that.
                (await file.ConfigureAwait(false)).Dispose();
            }

            if (options.KeepLastModified && source.Entry.LastModified is { } modified)
            {
                File.SetLastWriteTimeUtc(temporary, modified.UtcDateTime);
            }

            File.Move(temporary, localFile, options.Overwrite);
        }
        catch (Exception failure)
        {
            Remove(temporary);
            if (failure is IOException and not StorageException && !options.Overwrite && Path.Exists(localFile))
            {
                throw AlreadyExists(backend, path, localFile, failure);
            }

            throw;
        }
    }

    // The disk makes room for a large file while its first bytes are on their way.
    private static Task<SafeFileHandle> OpenAsync(string path, long preallocation)
    {
        return preallocation > 0 ? Task.Run(Open) : Task.FromResult(Open());

        SafeFileHandle Open() => File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous, preallocation);
    }

    public static StorageException AlreadyExists(IStorageBackend backend, StoragePath path, string localFile, Exception? cause) =>
        new(StorageErrorKind.AlreadyExists, $"{backend.Name}: cannot read '{path}' into '{localFile}': that file exists; delete it, or leave Overwrite at true.", cause)
        {
            Backend = backend.Name,
            Operation = StorageOperation.Read,
            Path = path,
        };

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception second) when (second is IOException or UnauthorizedAccessException)
        {
            // The first failure is what the caller must see; the name says what the file is.
        }
    }
}
