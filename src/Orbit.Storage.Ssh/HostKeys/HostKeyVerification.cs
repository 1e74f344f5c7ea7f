namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>Picks who decides about the server's key.</summary>
internal static class HostKeyVerification
{
    /// <summary>Reads what is known of the host now.</summary>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.HostKeyRejected"/>: the file of known hosts cannot be read.</exception>
    public static IHostKeyVerifier Open(SshBackendOptions options, TimeProvider time)
    {
        HostName host = new(options.Host, options.Port);
        if (options.HostKeyFingerprints.Count > 0)
        {
            return new PinnedHostKeys([.. options.HostKeyFingerprints], host);
        }

        string file = options.KnownHostsFile ?? DefaultFile();
        try
        {
            return new KnownHostsVerifier(file, host, options.HostKeys == SshHostKeyPolicy.TrustOnFirstUse, time);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StorageErrorKind.HostKeyRejected, $"the key of the host {host} cannot be verified, since '{file}' cannot be read: {failure.Message}", failure);
        }
    }

    private static string DefaultFile() => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", "known_hosts");
}
