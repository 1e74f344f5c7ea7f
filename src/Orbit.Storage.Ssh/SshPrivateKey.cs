using Renci.SshNet;

namespace Orbit.Storage.Ssh;

/// <summary>A private key to log in with, in any format that SSH.NET reads: OpenSSH, PEM (PKCS#1, SEC 1, PKCS#8), PuTTY, ssh.com.</summary>
public sealed class SshPrivateKey
{
    /// <summary>The file that holds it. One of this, <see cref="Text"/> and <see cref="Source"/>.</summary>
    public string? File { get; init; }

    /// <summary>The key itself, as the file's text. Never shown. Default: null.</summary>
    public string? Text { get; init; }

    /// <summary>A key that something else keeps, as an agent or a token does. The caller disposes it. Default: null.</summary>
    public IPrivateKeySource? Source { get; init; }

    /// <summary>What the key is encrypted with. Never shown. Default: null, it is not.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Names the key without showing it.</summary>
    public override string ToString() => File ?? (Text is null ? "a key kept elsewhere" : "a key given as text");
}
