namespace Orbit.Storage.Smb;

/// <summary>As whom a backend goes to the server. What is not a user has no key, and so neither signatures nor encryption.</summary>
public enum SmbLogon
{
    /// <summary>As a user with a password. A server that makes a guest of the user is refused.</summary>
    User = 0,

    /// <summary>As the server's guest, for shares that are open to everybody.</summary>
    Guest,

    /// <summary>As nobody.</summary>
    Anonymous,
}
