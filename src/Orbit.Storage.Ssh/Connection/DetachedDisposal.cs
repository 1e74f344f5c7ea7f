using Microsoft.Extensions.Logging;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>Disposes something whose disposal may block, on a thread of its own.</summary>
internal sealed class DetachedDisposal(IDisposable inner, ILogger logger) : IDisposable
{
    public void Dispose() => BlockingThreads.Start(Run, "orbit-ssh-close");

    private void Run()
    {
        try
        {
            inner.Dispose();
        }
#pragma warning disable CA1031 // Nobody else could catch it, and it would end the process.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.NotClosed(failure);
        }
    }
}
