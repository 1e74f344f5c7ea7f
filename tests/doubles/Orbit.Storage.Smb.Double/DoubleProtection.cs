namespace Orbit.Storage.Smb.Double;

/// <summary>How an answer is protected.</summary>
internal enum DoubleProtection
{
    /// <summary>As its request was: encrypted, signed or neither.</summary>
    AsRequest = 0,

    None,
    Signed,
    Sealed,
}
