namespace Orbit.Storage.Smb.Connection;

/// <summary>What is to be done about a server's silence.</summary>
internal enum LivenessVerdict
{
    Wait,

    /// <summary>Ask whether it is there.</summary>
    Ask,

    /// <summary>Take it for gone.</summary>
    Dead,
}
