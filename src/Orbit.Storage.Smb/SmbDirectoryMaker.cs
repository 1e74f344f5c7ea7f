using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>Makes directories, parents included, and takes those that somebody else makes meanwhile for its own.</summary>
internal sealed class SmbDirectoryMaker(SmbShare share)
{
    private readonly List<string> _made = [];

    /// <summary>What was made, parents first.</summary>
    public IReadOnlyList<string> Made => _made;

    /// <summary>Makes a directory and what it lies in. The last is tried first: mostly only that is missing.</summary>
    public async Task MakeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await MakeOneAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (SmbStatusException missing) when (SmbErrors.IsMissing(missing) && SmbPath.DirectoryOf(path).Length > 0)
        {
            await MakeParentAsync(SmbPath.DirectoryOf(path), cancellationToken).ConfigureAwait(false);
            await MakeOneAsync(path, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a directory for something else to be in.</summary>
    public async Task MakeParentAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await MakeAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (SmbStatusException exists) when (exists.Status == NtStatus.ObjectNameCollision)
        {
            throw SmbErrors.NotADirectory(exists);
        }
    }

    /// <summary>Makes a directory in one that is there.</summary>
    public async Task MakeOneAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await SmbCalls.MakeDirectoryAsync(share, path, cancellationToken).ConfigureAwait(false);
            _made.Add(path);
        }
        catch (SmbStatusException exists) when (exists.Status == NtStatus.ObjectNameCollision)
        {
            if (await SmbCalls.TryDescribeAsync(share, path, cancellationToken).ConfigureAwait(false) is not { IsDirectory: true })
            {
                throw;
            }
        }
    }

    /// <summary>Removes again what was made and is still empty.</summary>
    public static async Task RemoveAsync(SmbShare share, IReadOnlyList<string> made, CancellationToken cancellationToken)
    {
        for (int i = made.Count - 1; i >= 0; i--)
        {
            try
            {
                await SmbCalls.DeleteAsync(share, made[i], cancellationToken).ConfigureAwait(false);
            }
            catch (SmbStatusException)
            {
                // Somebody uses it already.
                return;
            }
        }
    }
}
