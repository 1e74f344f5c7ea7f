using System.Buffers;

namespace Orbit.Storage.Writing;

/// <summary>A temporary file with the bytes of one part: for this user alone, and gone when it is closed or the process ends.</summary>
internal sealed class SpoolFile : IDisposable
{
    private readonly FileStream _file;
    private readonly string _directory;

    /// <summary>Creates the file.</summary>
    /// <param name="directory">Where; null for the system's directory for temporary files.</param>
    /// <exception cref="StorageException">It cannot be created there.</exception>
    public SpoolFile(string? directory)
    {
        _directory = directory ?? Path.GetTempPath();
        string path = Path.Combine(_directory, TemporaryName.Create());
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            _file = new FileStream(path, options);
            if (!OperatingSystem.IsWindows())
            {
                // An open file needs no name there, and one without a name is not left behind by a process that is killed.
                File.Delete(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _file?.Dispose();
            throw SpoolFailure.Describe(failure, _directory);
        }
    }

    public long Length { get; private set; }

    /// <summary>Writes behind what is there.</summary>
    public async ValueTask AppendAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            foreach (ReadOnlyMemory<byte> piece in bytes)
            {
                await RandomAccess.WriteAsync(_file.SafeFileHandle, piece, Length, cancellationToken).ConfigureAwait(false);
                Length += piece.Length;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw SpoolFailure.Describe(failure, _directory);
        }
    }

    /// <summary>Reads from any place; several calls may be under way.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        try
        {
            return await RandomAccess.ReadAsync(_file.SafeFileHandle, buffer, offset, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw SpoolFailure.Describe(failure, _directory);
        }
    }

    /// <summary>Reads from any place.</summary>
    public int Read(Span<byte> buffer, long offset)
    {
        try
        {
            return RandomAccess.Read(_file.SafeFileHandle, buffer, offset);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw SpoolFailure.Describe(failure, _directory);
        }
    }

    public void Dispose() => _file.Dispose();
}
