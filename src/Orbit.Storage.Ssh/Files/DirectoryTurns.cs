using System.Collections.Concurrent;

namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// Of the writers who begin in a directory that none of them has seen, lets one look at it, and make it, before the others: a tree's directory is begun by as many as work at once, and each
/// would look at what is above it and try to make it.
/// </summary>
internal sealed class DirectoryTurns(SeenDirectories seen, TimeProvider time)
{
    // Where the first has no answer, the others do not wait on the same silence.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _first = new(StringComparer.Ordinal);

    /// <summary>Looks at a directory, or waits a moment for who does so already and then looks.</summary>
    /// <param name="directory">Its name.</param>
    /// <param name="look">Looks, and notes what was seen.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> RunAsync<T>(string directory, Func<Task<T>> look, CancellationToken cancellationToken)
    {
        if (seen.Knows(directory))
        {
            return await look().ConfigureAwait(false);
        }

        TaskCompletionSource own = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource first = _first.GetOrAdd(directory, own);
        if (first != own)
        {
            await first.Task.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            return await look().ConfigureAwait(false);
        }

        try
        {
            return await look().ConfigureAwait(false);
        }
        finally
        {
            _first.TryRemove(directory, out _);
            own.SetResult();
        }
    }
}
