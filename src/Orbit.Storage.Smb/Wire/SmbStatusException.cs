namespace Orbit.Storage.Smb.Wire;

/// <summary>The server answered a request with a failure.</summary>
internal sealed class SmbStatusException : Exception
{
    public SmbStatusException()
    {
    }

    public SmbStatusException(string message)
        : base(message)
    {
    }

    public SmbStatusException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <param name="status">The server's code.</param>
    /// <param name="command">What it answers.</param>
    public SmbStatusException(uint status, SmbCommand command)
        : base($"The server answers {command} with NTSTATUS 0x{status:X8}.")
    {
        Status = status;
        Command = command;
    }

    /// <summary>The server's code (MS-ERREF section 2.3.1).</summary>
    public uint Status { get; }

    /// <summary>What it answers.</summary>
    public SmbCommand Command { get; }
}
