namespace Orbit.Storage.Local;

/// <summary>The error numbers of macOS and the BSDs (sys/errno.h), which leave those of Linux above 34, in the terms of <see cref="Errno"/>.</summary>
internal static class BsdErrors
{
    public static Errno? Translate(int number) => number switch
    {
        35 => Errno.EAGAIN,
        45 or 102 => Errno.EOPNOTSUPP,
        62 => Errno.ELOOP,
        63 => Errno.ENAMETOOLONG,
        66 => Errno.ENOTEMPTY,
        69 => Errno.EDQUOT,
        70 => Errno.ESTALE,
        78 => Errno.ENOSYS,
        92 => Errno.EILSEQ,
        > 0 and <= 34 when Enum.IsDefined((Errno)number) && number != 11 => (Errno)number, // 11 is EDEADLK
        _ => null,
    };
}
