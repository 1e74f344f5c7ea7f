namespace Orbit.Storage.Smb.Security;

/// <summary>What kind of logon is wanted. The other kinds are only ever used when asked for: a server that makes a guest of a user is refused.</summary>
internal enum SmbCredentialKind
{
    User = 0,
    Guest,
    Anonymous,
}
