namespace Orbit.Storage.Ssh;

/// <summary>A private key to log in with, in any format that SSH.NET reads: OpenSSH, PEM (PKCS#1, SEC 1, PKCS#8), PuTTY, ssh.com.</summary>
public sealed class SshPrivateKey
{
    /// <summary>The file that holds it. Either this or <see cref="Text"/>.</summary>
    public string? File { get; init; }

    /// <summary>The key itself, as the file's text. Never shown. Default: null.</summary>
    public string? Text { get; init; }

    /// <summary>What the key is encrypted with. Never shown. Default: null, it is not.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Names the key without showing it.</summary>
    public override string ToString() => File ?? "a key given as text";
}
