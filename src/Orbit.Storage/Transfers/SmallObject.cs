using System.Buffers;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Transfers;

/// <summary>
/// An object that fits one buffer, read by one range before it is written: what orders ranges and lets a writer wait for them costs more than such an object's bytes.
/// Whatever does not go smoothly is left to the usual way, which repeats, resumes and bears slow stores.
/// </summary>
internal sealed class SmallObject : IDisposable
{
    /// <summary>The largest that is read so: 128 KiB.</summary>
    public const int Limit = 128 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly byte[] _buffer;
    private readonly int _length;

    private SmallObject(StorageEntry entry, byte[] buffer, int length)
    {
        Entry = entry;
        _buffer = buffer;
        _length = length;
    }

    /// <summary>The object, as its answer described it.</summary>
    public StorageEntry Entry { get; }

    /// <summary>All of its bytes.</summary>
    public ReadOnlySequence<byte> Content => new(_buffer, 0, _length);

    /// <summary>Reads an object.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="path">The object.</param>
    /// <param name="transfer">How bytes are moved.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where it must be read in the usual way.</returns>
    /// <exception cref="StorageException">It cannot be opened.</exception>
    public static async Task<SmallObject?> TryReadAsync(IStorageBackend backend, StoragePath path, TransferOptions? transfer, CancellationToken cancellationToken)
    {
        IRangeSource source = await backend.OpenRangesAsync(path, new ReadOptions { Transfer = transfer }, cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            if (source.Entry.Size is not (>= 0 and <= Limit) || IsOfManyRanges(source.Entry.Size.Value, transfer))
            {
                return null;
            }

            int length = (int)source.Entry.Size.Value;
            byte[] buffer = ArrayPool<byte>.Shared.Rent(length + 1);
            return length == 0 || await TryFillAsync(source, buffer, length, cancellationToken).ConfigureAwait(false) ? new SmallObject(source.Entry, buffer, length) : null;
        }
    }

    /// <summary>Gives the buffer back. Not to be called after a write of it that failed, of which somebody may still hold it.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static bool IsOfManyRanges(long size, TransferOptions? transfer) => transfer?.PartSize < size;

    private static async Task<bool> TryFillAsync(IRangeSource source, byte[] buffer, int length, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            IRangeBody body = await source.OpenAsync(new ByteSpan(0, length), patience.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                if (body.Span != new ByteSpan(0, length))
                {
                    return false;
                }

                int count = 0;
                for (int read = 1; read > 0 && count <= length;)
                {
                    // One byte more than there should be, to see that it ends where it says.
                    read = await body.ReadAsync(buffer.AsMemory(count, length + 1 - count), patience.Token).ConfigureAwait(false);
                    count += read;
                }

                return count == length;
            }
        }
        catch (StorageException failure) when (failure.IsTransient)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
