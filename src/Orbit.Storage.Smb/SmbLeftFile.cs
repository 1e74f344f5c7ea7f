using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>The hidden sibling that an earlier write has left: opened where it is an ordinary file and nobody writes it.</summary>
internal static class SmbLeftFile
{
    // A server takes a moment to notice that a process has died, and closes its files then.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Opens it to write and read, shared with no other writer.</summary>
    /// <returns>Null where it is gone, is no ordinary file, or somebody writes it still.</returns>
    public static async Task<SmbFile?> TryOpenAsync(SmbStore store, string name, AccessMask access, CancellationToken cancellationToken)
    {
        // This backend's own writer, which has just ended, may be closing it.
        await store.Closings.WaitAsync(cancellationToken).ConfigureAwait(false);
        long started = store.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await store.RunAsync(OpenAsync, (name, access), cancellationToken).ConfigureAwait(false);
            }
            catch (SmbStatusException busy) when (SmbErrors.IsInUse(busy))
            {
                if (store.Time.GetElapsedTime(started) > Patience)
                {
                    return null;
                }

                await Task.Delay(Pause, store.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (SmbStatusException missing) when (SmbErrors.IsMissing(missing) || SmbErrors.IsBeingDeleted(missing) || SmbErrors.IsOfDirectory(missing))
            {
                return null;
            }
        }
    }

    /// <summary>Removes it, unless somebody writes it.</summary>
    public static async Task<bool> DiscardAsync(SmbStore store, string name, AccessMask access, CancellationToken cancellationToken)
    {
        if (await TryOpenAsync(store, name, access, cancellationToken).ConfigureAwait(false) is not { } file)
        {
            return false;
        }

        await file.CloseAsync(cancellationToken).ConfigureAwait(false);
        return await store.RunAsync(SmbCalls.DeleteAsync, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares its length with what it must be, and cuts what is too much.</summary>
    public static async Task FitAsync(SmbFile file, long length, CancellationToken cancellationToken)
    {
        long size = SmbDescriber.SizeOf(await file.DescribeAsync(cancellationToken).ConfigureAwait(false));
        if (size > length)
        {
            await file.SetAsync(new EndOfFileInformation { Size = (ulong)length }, cancellationToken).ConfigureAwait(false);
        }
        else if (size < length)
        {
            throw new StorageException(StorageErrorKind.LengthMismatch, $"the temporary file has {size} bytes and not {length}; something else cut it.");
        }
    }

    private static async Task<SmbFile?> OpenAsync(SmbShare share, (string Name, AccessMask Access) call, CancellationToken cancellationToken)
    {
        CreateRequest create = new()
        {
            Path = call.Name,
            Access = call.Access,
            Disposition = CreateDisposition.Open,
            Choices = CreateChoices.NotDirectory | CreateChoices.ReparsePoint,
            WritesAlone = true,
        };
        using Compound compound = new(share, create);
        await compound.RunAsync(cancellationToken).ConfigureAwait(false);
        FileDescription found = compound.Created.Description;

        // The compound closes what is not taken.
        return found.IsDirectory || found.ReparseTag != 0 || found.Attributes.HasFlag(FileAttributeBits.ReparsePoint) ? null : compound.TakeFile();
    }
}
