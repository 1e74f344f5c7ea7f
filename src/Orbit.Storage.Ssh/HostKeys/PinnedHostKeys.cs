namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>Trusts the keys whose fingerprints the options name, and no others.</summary>
internal sealed class PinnedHostKeys(IReadOnlyCollection<string> fingerprints, HostName host) : IHostKeyVerifier
{
    public IEnumerable<string> Order(IEnumerable<string> offered) => offered.Where(name => !HostKeyAlgorithms.IsCertificate(name));

    public StorageFault? FindFault(SshHostKey key) => fingerprints.Any(pinned => pinned.TrimEnd('=') == key.Fingerprint)
        ? null
        : new StorageFault(
            StorageErrorKind.HostKeyRejected,
            $"the host {host} shows the key {key}, which is none of HostKeyFingerprints. Where the pinned key is of another type, restrict Algorithms.HostKeys to that; else somebody may be in between.");
}
