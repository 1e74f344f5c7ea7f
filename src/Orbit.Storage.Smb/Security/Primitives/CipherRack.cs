using System.Security.Cryptography;

namespace Orbit.Storage.Smb.Security.Primitives;

/// <summary>
/// The instances of one cipher with one key: each serves one thread at a time, so a thread takes one and puts it back. As many are kept as there are processors; one more is made where all are
/// taken, and disposed when it comes back. An instance lost to an exception is collected.
/// </summary>
internal sealed class CipherRack<T>(ReadOnlySpan<byte> key, Func<byte[], T> create) : IDisposable
    where T : class, IDisposable
{
    private readonly byte[] _key = key.ToArray();
    private readonly T?[] _idle = new T?[Environment.ProcessorCount];
    private volatile bool _isDisposed;

    /// <exception cref="ObjectDisposedException">The key was erased.</exception>
    public T Take()
    {
        foreach (ref T? slot in _idle.AsSpan())
        {
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } instance)
            {
                return instance;
            }
        }

        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return create(_key);
    }

    public void PutBack(T instance)
    {
        foreach (ref T? slot in _idle.AsSpan())
        {
            if (!_isDisposed && slot is null && Interlocked.CompareExchange(ref slot, instance, null) is null)
            {
                return;
            }
        }

        instance.Dispose();
    }

    /// <summary>Erases the key and disposes what is on the rack.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_key);
        foreach (ref T? slot in _idle.AsSpan())
        {
            Interlocked.Exchange(ref slot, null)?.Dispose();
        }
    }
}
