namespace Orbit.Storage.Smb.Wire;

/// <summary>What follows the header of a request.</summary>
internal interface IRequestBody
{
    /// <summary>What is asked for.</summary>
    static abstract SmbCommand Command { get; }

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    int Length { get; }

    /// <summary>The larger of the bytes that are sent and those that may come back, which the charge is computed from (MS-SMB2 section 3.2.4.1.5). 0 where there are none.</summary>
    int Payload { get; }

    /// <summary>Writes the body.</summary>
    /// <param name="body"><see cref="Length"/> bytes. The first 1,024 are zeros; what is behind them must all be written.</param>
    void Write(Span<byte> body);
}
