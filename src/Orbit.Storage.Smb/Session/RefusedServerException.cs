namespace Orbit.Storage.Smb.Session;

/// <summary>The server is not what was asked for: it lacks a protection, made a guest of the user, or has another kind of share. Trying again would not help.</summary>
internal sealed class RefusedServerException : Exception
{
    public RefusedServerException()
    {
    }

    public RefusedServerException(string message)
        : base(message)
    {
    }

    public RefusedServerException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether it is about who the user is to the server.</summary>
    public bool ConcernsLogon { get; init; }
}
