using System.Buffers;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh.Files;

/// <summary>A part on its way. The bytes are its owner's until it is done.</summary>
internal sealed class FedPart
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stream? _spooled;
    private ReadOnlySequence<byte> _rest;

    public FedPart(PartContent part)
    {
        End = part.Offset + part.Length;
        if (!part.TryGetMemory(out _rest))
        {
            _spooled = part.OpenStream();
        }
    }

    public long End { get; }

    public Task Done => _done.Task;

    public int CopyTo(Span<byte> target)
    {
        if (_spooled is not null)
        {
            return _spooled.Read(target);
        }

        int count = (int)Math.Min(target.Length, _rest.Length);
        _rest.Slice(0, count).CopyTo(target);
        _rest = _rest.Slice(count);
        return count;
    }

    public void Succeed()
    {
        _spooled?.Dispose();
        _done.TrySetResult();
    }

    public void Fail(Exception failure)
    {
        _spooled?.Dispose();
        _done.TrySetException(failure);
    }
}
