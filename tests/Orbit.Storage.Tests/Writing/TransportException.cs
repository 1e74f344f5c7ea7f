namespace Orbit.Storage.Tests.Writing;

/// <summary>A failure that only the stub's classification knows.</summary>
internal sealed class TransportException(bool isTransient, string message = "the transport failed.") : Exception(message)
{
    public bool IsTransient => isTransient;
}
