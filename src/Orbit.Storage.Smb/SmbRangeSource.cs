using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Smb;

/// <summary>
/// Reads one file at one version. An open handle keeps its file, also where another takes its name; that nobody writes into it meanwhile is compared where a read comes to the end. A small file comes whole with
/// its opening, in one round trip, and is closed again at once.
/// </summary>
internal sealed class SmbRangeSource : IRangeSource
{
    private readonly SmbStore _store;
    private readonly string _name;
    private readonly FileDescription _description;
    private readonly ReadChunk? _whole;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private SmbFile? _file;

    private SmbRangeSource(SmbStore store, StoragePath path, SmbOpening opening)
    {
        _store = store;
        _name = store.Paths.ToWire(path);
        _description = opening.Description;
        _whole = opening.Whole;
        _file = opening.File;
        Entry = SmbDescriber.Describe(path, _description);
    }

    public StorageEntry Entry { get; }

    /// <summary>The length of the content.</summary>
    public long Size => SmbDescriber.SizeOf(_description);

    public static async Task<SmbRangeSource> OpenAsync(SmbStore store, StoragePath path, ReadOptions options, CancellationToken cancellationToken)
    {
        SmbOpening opening = await store.ReadAsync(SmbOpening.RunAsync, (Name: store.Paths.ToWire(path), IsWhole: options.Range.Offset == 0 && !options.Range.IsSuffix), cancellationToken).ConfigureAwait(false);
        return new SmbRangeSource(store, path, opening);
    }

    public async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        if (_whole is not null)
        {
            return new SmbSmallBody(span, _whole.Bytes.Slice((int)span.Offset, (int)span.Length));
        }

        SmbFile file = await FileAsync(cancellationToken).ConfigureAwait(false);
        return new SmbRangeBody(this, file, span);
    }

    public ValueTask DisposeAsync()
    {
        _whole?.Dispose();
        _file?.CloseSoon();
        return default;
    }

    /// <summary>Compares the file with what it was when the read began.</summary>
    public void Check(in FileDescription now)
    {
        if (SmbDescriber.SizeOf(now) < Size)
        {
            throw SmbErrors.Cut(SmbDescriber.SizeOf(now), Size);
        }

        if (!IsSame(now))
        {
            throw SmbErrors.Changed();
        }
    }

    private bool IsSame(in FileDescription now) => now.Size == _description.Size && now.LastModified == _description.LastModified && now.Created == _description.Created;

    // A file whose connection was lost is opened again, where it is still the same.
    private async ValueTask<SmbFile> FileAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _file) is { Share.IsLost: false } open)
        {
            return open;
        }

        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_file is { Share.IsLost: false } there)
            {
                return there;
            }

            SmbOpening again;
            try
            {
                again = await _store.ReadAsync(SmbOpening.RunAsync, (Name: _name, IsWhole: false), cancellationToken).ConfigureAwait(false);
            }
            catch (SmbStatusException missing) when (SmbErrors.IsMissing(missing))
            {
                throw SmbErrors.Changed();
            }

            if (!IsSame(again.Description))
            {
                again.File?.CloseSoon();
                throw SmbErrors.Changed();
            }

            Volatile.Write(ref _file, again.File);
            return again.File!;
        }
        finally
        {
            _opening.Release();
        }
    }
}
