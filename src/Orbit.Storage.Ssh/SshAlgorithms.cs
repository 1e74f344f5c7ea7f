using Renci.SshNet;

namespace Orbit.Storage.Ssh;

/// <summary>Restricts what may be agreed with a server. A list that is set is the whole of what is offered, best first; null offers what SSH.NET has.</summary>
public sealed class SshAlgorithms
{
    /// <summary>Key exchange, as in <c>curve25519-sha256</c>. Default: null.</summary>
    public IReadOnlyList<string>? KeyExchanges { get; init; }

    /// <summary>Ciphers, as in <c>aes256-gcm@openssh.com</c>. Default: null, all, those with AES-GCM first since they are the fastest.</summary>
    public IReadOnlyList<string>? Ciphers { get; init; }

    /// <summary>Message authentication for ciphers without their own, as in <c>hmac-sha2-256-etm@openssh.com</c>. Default: null.</summary>
    public IReadOnlyList<string>? Macs { get; init; }

    /// <summary>The server's keys, as in <c>ssh-ed25519</c>. Default: null, those first that are known of the host.</summary>
    public IReadOnlyList<string>? HostKeys { get; init; }

    internal IEnumerable<string> Validate()
    {
        using NoneAuthenticationMethod nobody = new("nobody");
        ConnectionInfo known = new("localhost", "nobody", nobody);
        return Validate(nameof(KeyExchanges), KeyExchanges, known.KeyExchangeAlgorithms.Keys)
            .Concat(Validate(nameof(Ciphers), Ciphers, known.Encryptions.Keys))
            .Concat(Validate(nameof(Macs), Macs, known.HmacAlgorithms.Keys))
            .Concat(Validate(nameof(HostKeys), HostKeys, known.HostKeyAlgorithms.Keys));
    }

    private static IEnumerable<string> Validate(string list, IReadOnlyList<string>? names, IEnumerable<string> known)
    {
        if (names is { Count: 0 })
        {
            yield return $"Algorithms.{list} is empty; name at least one, or leave it out.";
        }

        foreach (string name in names?.Except(known) ?? [])
        {
            yield return $"Algorithms.{list} has '{name}'; known are {string.Join(", ", known)}.";
        }
    }
}
