namespace Orbit.Storage.Local.Linux;

/// <summary>What becomes of the links that a listing meets.</summary>
internal sealed class WalkLinks(LinuxRoot root, SymbolicLinkPolicy policy, bool follow)
{
    /// <summary>Decides on a link.</summary>
    /// <param name="path">The link.</param>
    /// <param name="stat">The link; on return what it is shown as.</param>
    /// <returns>Whether it is shown.</returns>
    public bool Shows(StoragePath path, ref Statx stat)
    {
        if (policy != SymbolicLinkPolicy.Follow)
        {
            return policy == SymbolicLinkPolicy.Show;
        }

        try
        {
            using LinuxPlace place = root.Find(path, followLast: true);
            bool isThere = place.TryStat(out Statx target) == Errno.None;
            stat = isThere && follow ? target : stat;
            return isThere;
        }
        catch (ErrnoException nowhere) when (nowhere.Error is Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP or Errno.EXDEV or Errno.EACCES)
        {
            return false;
        }
    }
}
