namespace Orbit.Storage.Smb.Security.Spnego;

/// <summary>How far SPNEGO has come (RFC 4178 section 4.2.2).</summary>
internal enum SpnegoState : byte
{
    Completed = 0,
    Incomplete = 1,
    Reject = 2,
    RequestMic = 3,
}
