namespace Orbit.Storage.Smb.Wire;

/// <summary>One structure of MS-FSCC section 2.4, as SET_INFO carries it.</summary>
internal interface IFileInformation
{
    /// <summary>Its number.</summary>
    static abstract byte Class { get; }

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    int Length { get; }

    /// <param name="to">Zeros.</param>
    void Write(Span<byte> to);
}
