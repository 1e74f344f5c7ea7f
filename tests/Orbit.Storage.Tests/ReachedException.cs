namespace Orbit.Storage.Tests;

/// <summary>Thrown by <see cref="RecordingBackend"/> where a store would begin its I/O.</summary>
public sealed class ReachedException : Exception
{
    public ReachedException()
    {
    }

    public ReachedException(string message)
        : base(message)
    {
    }

    public ReachedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
