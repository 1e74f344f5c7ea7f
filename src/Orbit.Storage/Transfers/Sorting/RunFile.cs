using System.Buffers.Binary;
using System.Security.Cryptography;
using Orbit.Storage.Transfers.Journal;

namespace Orbit.Storage.Transfers.Sorting;

/// <summary>Records in a temporary file, in the order in which they were written.</summary>
internal sealed class RunFile : IDisposable
{
    private const int BufferSize = 64 << 10;
    private const int LengthsSize = 8;

    private readonly FileStream _file;

    private RunFile(FileStream file) => _file = file;

    /// <summary>Writes records to a file of its own.</summary>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.QuotaExceeded"/>: there is no room. Other kinds: the directory cannot be written to.</exception>
    public static RunFile Write(string? directory, IEnumerable<SortedRecord> records)
    {
        string path = Path.Combine(directory ?? Path.GetTempPath(), $"orbit-sort-{RandomNumberGenerator.GetHexString(24, lowercase: true)}.tmp");
        FileStream? file = null;
        try
        {
            file = new FileStream(path, Options());
            if (!OperatingSystem.IsWindows())
            {
                // Its name goes at once, so that nothing is left when the process is killed.
                File.Delete(path);
            }

            Span<byte> lengths = stackalloc byte[LengthsSize];
            foreach (SortedRecord record in records)
            {
                BinaryPrimitives.WriteInt32LittleEndian(lengths, record.Key.Length);
                BinaryPrimitives.WriteInt32LittleEndian(lengths[4..], record.Value.Length);
                file.Write(lengths);
                file.Write(record.Key.Span);
                file.Write(record.Value.Span);
            }

            file.Flush();
            return new RunFile(file);
        }
        catch (Exception failure) when (JournalFailure.IsOne(failure))
        {
            file?.Dispose();
            throw JournalFailure.DescribeScratch(failure, path);
        }
    }

    /// <summary>Reads them; once at a time.</summary>
    public IEnumerable<SortedRecord> Read()
    {
        _file.Position = 0;
        byte[] lengths = new byte[LengthsSize];
        byte[] record = new byte[256];
        while (_file.ReadAtLeast(lengths, LengthsSize, throwOnEndOfStream: false) == LengthsSize)
        {
            int keyLength = BinaryPrimitives.ReadInt32LittleEndian(lengths);
            int valueLength = BinaryPrimitives.ReadInt32LittleEndian(lengths.AsSpan(4));
            if (keyLength + valueLength > record.Length)
            {
                record = new byte[Math.Max(keyLength + valueLength, record.Length * 2)];
            }

            _file.ReadExactly(record.AsSpan(0, keyLength + valueLength));
            yield return new SortedRecord(record.AsMemory(0, keyLength), record.AsMemory(keyLength, valueLength));
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStreamOptions Options()
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = BufferSize,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
