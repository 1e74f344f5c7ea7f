using System.Runtime.InteropServices;

namespace Orbit.Storage.Local;

/// <summary>A system call that failed. <see cref="LocalErrors"/> says what it means.</summary>
internal sealed class ErrnoException(Errno error, string call, string? subject = null)
    : IOException($"{call}: {Marshal.GetPInvokeErrorMessage((int)error)}")
{
    public Errno Error => error;

    /// <summary>The call, so that an error can be read by its place: EXDEV is one thing from openat2 and another from rename.</summary>
    public string Call => call;

    /// <summary>What it was about, where that is not the path that the user named.</summary>
    public string? Subject => subject;
}
