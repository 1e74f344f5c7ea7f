namespace Orbit.Storage.Smb.Connection;

/// <summary>The server takes back so many credits that a request will never have enough. A smaller one may.</summary>
internal sealed class CreditShortageException : IOException
{
    public CreditShortageException()
        : base("The server grants fewer credits than a request of this size takes.")
    {
    }

    public CreditShortageException(string message)
        : base(message)
    {
    }

    public CreditShortageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
