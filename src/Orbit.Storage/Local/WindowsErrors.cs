namespace Orbit.Storage.Local;

/// <summary>The Windows codes (winerror.h) that .NET's exceptions carry, in the terms of <see cref="Errno"/>.</summary>
internal static class WindowsErrors
{
    public static Errno? Translate(int result) => (result & 0xffff) switch
    {
        2 or 3 => Errno.ENOENT,
        4 => Errno.EMFILE,
        5 => Errno.EACCES,
        17 => Errno.EXDEV,
        19 => Errno.EROFS,
        32 or 33 => Errno.EBUSY, // a sharing violation, a lock
        39 or 112 => Errno.ENOSPC,
        80 or 183 => Errno.EEXIST,
        123 => Errno.EILSEQ,
        145 => Errno.ENOTEMPTY,
        206 => Errno.ENAMETOOLONG,
        223 => Errno.EFBIG,
        267 => Errno.ENOTDIR,
        1295 or 1816 => Errno.EDQUOT,
        _ => null,
    };
}
