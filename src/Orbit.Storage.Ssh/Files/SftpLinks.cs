using Orbit.Storage.Local;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>What becomes of the links that a listing meets.</summary>
internal sealed class SftpLinks(SshStore store, bool follow)
{
    /// <summary>Decides on a link.</summary>
    /// <param name="link">The link, as its directory shows it.</param>
    /// <param name="fullName">Its name on the server.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What it is shown as; null where it is not.</returns>
    public async ValueTask<StorageEntry?> ShowAsync(StorageEntry link, string fullName, CancellationToken cancellationToken)
    {
        if (store.Options.SymbolicLinks != SymbolicLinkPolicy.Follow)
        {
            return store.Options.SymbolicLinks == SymbolicLinkPolicy.Show ? link : null;
        }

        SftpFileAttributes? target = await store.RunAsync(view => TryFollow(view, fullName), cancellationToken).ConfigureAwait(false);
        return target is null ? null : follow ? SftpDescriber.Describe(link.Path, target) : link;
    }

    private static SftpFileAttributes? TryFollow(SftpView view, string link)
    {
        try
        {
            ISftpFile target = view.Get(link);
            return target.IsSymbolicLink || !view.IsWithin(target.FullName) ? null : target.Attributes;
        }
        catch (SftpException)
        {
            // It leads nowhere, or where nobody may look.
            return null;
        }
    }
}
