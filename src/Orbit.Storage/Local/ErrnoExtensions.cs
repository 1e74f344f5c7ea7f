namespace Orbit.Storage.Local;

/// <summary>Turns results into exceptions where a failure is not part of the plan.</summary>
internal static class ErrnoExtensions
{
    public static void ThrowIfFailed(this Errno error, string call, string? subject = null)
    {
        if (error != Errno.None)
        {
            throw new ErrnoException(error, call, subject);
        }
    }
}
