using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>One copy on the server, published as a write is.</summary>
internal sealed class SmbCopy(SmbStore store, StoragePath source, StoragePath destination, CopyOptions options)
{
    /// <summary>Copies.</summary>
    /// <returns>False where the server cannot; nothing is changed then.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        SmbTemporary temporary = new(store, destination, options.CreateParents);
        try
        {
            SmbOpening opening = await store.RunAsync(SmbOpening.RunAsync, (Name: store.Paths.ToWire(source), IsWhole: false), cancellationToken).ConfigureAwait(false);
            try
            {
                await RunAsync(opening, temporary, cancellationToken).ConfigureAwait(false);
                return true;
            }
            finally
            {
                opening.File!.CloseSoon();
            }
        }
        catch (SmbStatusException unknown) when (unknown.Command == SmbCommand.Ioctl && SmbErrors.IsUnknownRequest(unknown))
        {
            await RemoveAsync(temporary).ConfigureAwait(false);
            return false;
        }
        catch
        {
            await RemoveAsync(temporary).ConfigureAwait(false);
            throw;
        }
        finally
        {
            temporary.Forget();
        }
    }

    private async Task RunAsync(SmbOpening opening, SmbTemporary temporary, CancellationToken cancellationToken)
    {
        long size = SmbDescriber.SizeOf(opening.Description);
        SmbFile copy = await temporary.CreateAsync(default, false, cancellationToken).ConfigureAwait(false);
        try
        {
            await new ServerCopy(opening.File!, copy).RunAsync(size, cancellationToken).ConfigureAwait(false);
            FileDescription after = await opening.File!.DescribeAsync(cancellationToken).ConfigureAwait(false);
            if (after.Size != opening.Description.Size || after.LastModified != opening.Description.LastModified)
            {
                throw SmbErrors.Changed();
            }

            if (options.Durable)
            {
                await copy.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            await temporary.PublishAsync(copy, options.Overwrite, cancellationToken).ConfigureAwait(false);
            if (options.Durable)
            {
                await SmbCalls.FlushDirectoryAsync(copy.Share, temporary.Directory, cancellationToken).ConfigureAwait(false);
            }

            options.Progress?.Report(new TransferProgress(size, size, 0));
        }
        finally
        {
            copy.CloseSoon();
        }
    }

    // The failure is what counts; what stays here, the sweeper finds.
    private async Task RemoveAsync(SmbTemporary temporary)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30), store.Time);
        try
        {
            await temporary.RemoveAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException || SmbErrors.Classify(failure) is not null)
        {
            SmbLog.NotRemoved(store.Logger, failure, temporary.Target);
        }
    }
}
