namespace Orbit.Storage.Smb.Wire;

/// <summary>What arrived is not what the protocol allows: a length or offset out of bounds, a wrong structure, a signature that does not verify. The connection it came from is not to be used again.</summary>
internal sealed class SmbProtocolException : Exception
{
    public SmbProtocolException()
    {
    }

    public SmbProtocolException(string message)
        : base(message)
    {
    }

    public SmbProtocolException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
