using Orbit.Storage.Ssh.HostKeys;
using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>What was decided about the server's key, for the whole life of one connection: keys are exchanged again every now and then.</summary>
internal sealed class HostKeyDecision
{
    private volatile SshHostKey? _trusted;

    public IHostKeyVerifier? Verifier { get; set; }

    /// <summary>Why the key was refused, or null.</summary>
    public StorageFault? Fault { get; private set; }

    public bool Trusts(HostKeyEventArgs shown)
    {
        SshHostKey key = new(shown.Certificate is Ed25519Certificate certificate ? certificate.CertifiedKey : shown.HostKey, shown.Certificate);
        if (_trusted is { } before)
        {
            return before.IsSame(key);
        }

        try
        {
            Fault = Verifier?.FindFault(key) ?? (Verifier is null ? new StorageFault(StorageErrorKind.HostKeyRejected, "nobody verifies the server's key.") : null);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // On SSH.NET's thread, where it would be lost.
            Fault = new StorageFault(StorageErrorKind.HostKeyRejected, $"the server's key {key} could not be verified: {failure.Message}");
        }

        if (Fault is not null)
        {
            return false;
        }

        _trusted = key;
        return true;
    }
}
