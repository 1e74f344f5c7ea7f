namespace Orbit.Storage.Ssh.Connection;

/// <summary>How far a connection has come. Each stage has a deadline of its own.</summary>
internal enum ConnectStage
{
    /// <summary>Name resolution, TCP, and the proxy.</summary>
    Connect,

    /// <summary>Versions, key exchange, and the server's key.</summary>
    Handshake,

    /// <summary>Who logs in.</summary>
    Authentication,

    /// <summary>The channel and the server's side of SFTP.</summary>
    Subsystem,
}
