using System.Diagnostics.CodeAnalysis;

namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>A host as files of known hosts name it.</summary>
internal sealed class HostName(string host, int port)
{
    private const int DefaultPort = 22;

    /// <summary>In small letters, without the port.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "The format has small letters, and hashes them.")]
    public string Plain { get; } = host.ToLowerInvariant();

    /// <summary>With the port, as in <c>[host]:2222</c>, where that is not 22.</summary>
    public string Known => port == DefaultPort ? Plain : $"[{Plain}]:{port}";

    public override string ToString() => Known;
}
