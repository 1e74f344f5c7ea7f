namespace Orbit.Storage.Smb.Wire;

/// <summary>The codes that the client itself acts on (MS-ERREF section 2.3.1); what others mean to a user is the backend's business.</summary>
internal static class NtStatus
{
    public const uint Success = 0x00000000;
    public const uint Pending = 0x00000103;
    public const uint BufferOverflow = 0x80000005;
    public const uint NoMoreFiles = 0x80000006;
    public const uint InvalidParameter = 0xC000000D;
    public const uint NoSuchFile = 0xC000000F;
    public const uint EndOfFile = 0xC0000011;
    public const uint MoreProcessingRequired = 0xC0000016;
    public const uint AccessDenied = 0xC0000022;
    public const uint ObjectNameNotFound = 0xC0000034;
    public const uint ObjectNameCollision = 0xC0000035;
    public const uint ObjectPathNotFound = 0xC000003A;
    public const uint SharingViolation = 0xC0000043;
    public const uint FileClosed = 0xC0000128;
    public const uint NotSupported = 0xC00000BB;
    public const uint NetworkNameDeleted = 0xC00000C9;
    public const uint BadNetworkName = 0xC00000CC;
    public const uint InsufficientResources = 0xC000009A;
    public const uint UserSessionDeleted = 0xC0000203;
    public const uint PathNotCovered = 0xC0000257;
    public const uint NetworkSessionExpired = 0xC000035C;

    /// <summary>Whether a code is an error or a warning (MS-ERREF section 2.3: the two top bits are the severity).</summary>
    public static bool IsFailure(uint status) => status >= 0x80000000;
}
