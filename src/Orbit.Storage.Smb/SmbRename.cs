using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>One rename, of a file in one round trip. A directory never replaces anything; a name that changes its case alone is the server's to change.</summary>
internal sealed class SmbRename(SmbStore store, string source, string target, RenameOptions options)
{
    private bool _isSent;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await store.Closings.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await store.RunAsync(static (share, rename, token) => rename.RunAsync(share, token), this, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (_isSent && SmbErrors.IsLost(lost))
        {
            await store.RunAsync((share, _, token) => SettleAsync(share, lost, token), true, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> RunAsync(SmbShare share, CancellationToken cancellationToken)
    {
        SmbDirectoryMaker maker = new(share);
        try
        {
            await RenameAsync(share, cancellationToken).ConfigureAwait(false);
        }
        catch (SmbStatusException missing) when (missing.Command == SmbCommand.SetInfo && missing.Status is NtStatus.ObjectPathNotFound or NtStatus.ObjectNameNotFound && options.CreateParents)
        {
            string parent = SmbPath.DirectoryOf(target);
            if (parent.Length == 0)
            {
                throw;
            }

            await maker.MakeParentAsync(parent, cancellationToken).ConfigureAwait(false);
            try
            {
                await RenameAsync(share, cancellationToken).ConfigureAwait(false);
            }
            catch (SmbStatusException)
            {
                await SmbDirectoryMaker.RemoveAsync(share, maker.Made, cancellationToken).ConfigureAwait(false);
                throw;
            }
        }

        return true;
    }

    // What is no directory may replace a file. That it is one, the server says.
    private async Task RenameAsync(SmbShare share, CancellationToken cancellationToken)
    {
        _isSent = true;
        bool isDirectory = false;
        try
        {
            try
            {
                await SmbCalls.RenameAsync(share, source, target, options.Overwrite, CreateChoices.NotDirectory, cancellationToken).ConfigureAwait(false);
            }
            catch (SmbStatusException other) when (SmbErrors.IsOfDirectory(other) && other.Command == SmbCommand.Create)
            {
                isDirectory = true;
                await SmbCalls.RenameAsync(share, source, target, replace: false, CreateChoices.Directory, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (SmbStatusException failure) when (failure.Command == SmbCommand.SetInfo)
        {
            if (await SmbCalls.TryDescribeAsync(share, target, cancellationToken).ConfigureAwait(false) is not { } there)
            {
                throw;
            }

            throw !options.Overwrite || isDirectory ? SmbErrors.AlreadyExists(failure) : there.IsDirectory ? SmbErrors.IsADirectory(failure) : failure;
        }
    }

    /// <summary>Finds out what a rename did whose answer was lost. Where the source is there still, it did nothing; else nothing tells whose doing it is.</summary>
    private async Task<bool> SettleAsync(SmbShare share, Exception lost, CancellationToken cancellationToken)
    {
        bool isThere = await SmbCalls.TryDescribeAsync(share, source, cancellationToken).ConfigureAwait(false) is not null;
        throw isThere && !string.Equals(source, target, StringComparison.OrdinalIgnoreCase) ? lost : SmbErrors.RenameUnknown(lost);
    }
}
