namespace Orbit.Storage.Smb.Connection;

/// <summary>The connection is of no use any more: it broke, went silent, was closed, or the server did not keep to the protocol. A request under way may or may not have been carried out.</summary>
internal sealed class ConnectionLostException : IOException
{
    public ConnectionLostException()
    {
    }

    public ConnectionLostException(string message)
        : base(message)
    {
    }

    public ConnectionLostException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
