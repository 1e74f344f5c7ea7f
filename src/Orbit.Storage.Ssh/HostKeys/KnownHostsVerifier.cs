namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>Trusts what a file of known hosts vouches for, and writes down hosts that it does not know where that is wanted.</summary>
internal sealed class KnownHostsVerifier(string file, HostName host, bool trustsFirstUse, TimeProvider time) : IHostKeyVerifier
{
    private readonly KnownHosts _known = KnownHosts.Read(file, host);

    public IEnumerable<string> Order(IEnumerable<string> offered)
    {
        string[] usable = [.. offered.Where(name => _known.HasAuthorities || !HostKeyAlgorithms.IsCertificate(name))];
        string[] types = [.. _known.Types];
        return usable.OrderBy(name => HostKeyAlgorithms.IsCertificate(name) ? 0 : types.Contains(HostKeyAlgorithms.TypeOf(name)) ? 1 : 2);
    }

    public StorageFault? FindFault(SshHostKey key)
    {
        if (key.Certificate is not null)
        {
            return new HostCertificate(key, key.Certificate, host, time).FindFault(_known) is { } problem ? Rejected(key, problem) : null;
        }

        return _known.Judge(key) switch
        {
            HostKeyStanding.Known => null,
            HostKeyStanding.Unknown when trustsFirstUse => Remember(key),
            HostKeyStanding.Unknown => Rejected(key, "the host is not known. Compare the fingerprint with the server's (ssh-keygen -lf) and add the key, pin it in HostKeyFingerprints, or trust the first one by HostKeys"),
            var standing => Rejected(key, standing),
        };
    }

    private StorageFault? Remember(SshHostKey key)
    {
        try
        {
            HostKeyStanding standing = KnownHostsWriter.Add(file, host, key);
            return standing == HostKeyStanding.Known ? null : Rejected(key, standing);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or TimeoutException)
        {
            return Rejected(key, $"the host is not known, and its key could not be written down, without which the next one would be trusted too: {failure.Message.TrimEnd('.')}");
        }
    }

    private StorageFault Rejected(SshHostKey key, HostKeyStanding standing) => Rejected(key, standing == HostKeyStanding.Revoked
        ? "the key is revoked there"
        : $"the host is known by {string.Join(" and ", _known.KnownKeys)}. Either its keys were replaced, or somebody is in between: ask its operator, and only then replace the line");

    private StorageFault Rejected(SshHostKey key, string why) =>
        new(StorageErrorKind.HostKeyRejected, $"the host {host} shows the key {key}, which '{file}' does not vouch for: {why}.");
}
