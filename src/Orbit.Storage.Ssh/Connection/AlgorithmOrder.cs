using Renci.SshNet;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>Puts the algorithms that a connection offers into their order, and drops the rest.</summary>
internal static class AlgorithmOrder
{
    private static readonly string[] Fastest = ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com"];

    /// <param name="info">Whose algorithms.</param>
    /// <param name="allowed">What the user allows.</param>
    /// <param name="hostKeys">The server's keys that can be verified, best first, or null for any.</param>
    public static void Apply(ConnectionInfo info, SshAlgorithms allowed, IEnumerable<string>? hostKeys)
    {
        Keep(info.KeyExchangeAlgorithms, allowed.KeyExchanges);
        Keep(info.Encryptions, allowed.Ciphers ?? [.. Fastest, .. info.Encryptions.Keys.Except(Fastest)]);
        Keep(info.HmacAlgorithms, allowed.Macs);
        Keep(info.HostKeyAlgorithms, allowed.HostKeys is { } only ? hostKeys?.Intersect(only) ?? only : hostKeys);
    }

    private static void Keep<TValue>(IOrderedDictionary<string, TValue> algorithms, IEnumerable<string>? names)
    {
        if (names is null)
        {
            return;
        }

        KeyValuePair<string, TValue>[] kept = [.. names.Where(algorithms.ContainsKey).Select(name => KeyValuePair.Create(name, algorithms[name]))];
        algorithms.Clear();
        foreach ((string name, TValue value) in kept)
        {
            algorithms.Add(name, value);
        }
    }
}
