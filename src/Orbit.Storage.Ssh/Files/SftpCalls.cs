using Orbit.Storage.Ssh.Connection;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Runs calls that block for some round trips on a connection.</summary>
internal static class SftpCalls
{
    public static async Task<T> RunAsync<T>(this SshStore store, Func<SftpView, T> work, CancellationToken cancellationToken)
    {
        SftpLease lease = await store.Sessions.LeaseForCallAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            return await store.RunAsync(lease, work, cancellationToken).ConfigureAwait(false);
        }
    }

    public static async Task<T> RunAsync<T>(this SshStore store, SftpLease lease, Func<SftpView, T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await lease.RunAsync(client => work(store.Root.ViewOf(client)), cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException closed)
        {
            // The connection's end, and not the backend's.
            throw SftpErrors.Lost(closed);
        }
    }
}
