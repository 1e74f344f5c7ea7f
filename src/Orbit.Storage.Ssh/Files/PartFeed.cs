using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// What an upload reads from: parts as they come, in the order of their bytes, each held until the server has acknowledged the last of them. Reading blocks
/// the upload's own thread. It never throws, and ends early where the write does: only an upload that has read to an end closes its handle.
/// </summary>
internal sealed class PartFeed(TimeProvider time)
{
    // How long nothing is acknowledged before the upload is let end, which is when SSH.NET tells what the server refused.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private readonly Dictionary<long, FedPart> _waiting = [];
    private readonly Queue<FedPart> _sent = new();
    private readonly Queue<long> _ends = new();
    private readonly HashSet<long> _early = [];
    private FedPart? _current;
    private bool _isCopying;
    private long _position;
    private long _acknowledged;
    private long _movedAt = time.GetTimestamp();
    private long? _length;
    private Exception? _failure;

    /// <summary>Completes when the file is open and the first bytes are asked for.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Whether no more parts are taken.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Offers a part; completes when the server has acknowledged it.</summary>
    public Task AddAsync(PartContent part)
    {
        lock (_gate)
        {
            if (IsEnded)
            {
                return Task.FromException(_failure ?? SftpErrors.UploadEnded());
            }

            FedPart fed = new(part);
            _waiting[part.Offset] = fed;
            Monitor.PulseAll(_gate);
            return fed.Done;
        }
    }

    /// <summary>Says that there are no more parts.</summary>
    public void Complete(long length)
    {
        lock (_gate)
        {
            _length = length;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends the upload where it is; parts that are not acknowledged fail. On return nothing reads their bytes any more.</summary>
    public void End(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            IsEnded = true;
            _opened.TrySetException(_failure);
            _ = _opened.Task.Exception;
            while (_isCopying)
            {
                // Some microseconds.
                Monitor.Wait(_gate);
            }

            foreach (FedPart part in _waiting.Values.Concat(_sent).Append(_current).OfType<FedPart>())
            {
                part.Fail(_failure);
            }

            _waiting.Clear();
            _sent.Clear();
            _current = null;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Notes that all that was read is acknowledged, and ends.</summary>
    public void EndAcknowledged()
    {
        lock (_gate)
        {
            _acknowledged = _position;
            while (_sent.TryDequeue(out FedPart? part))
            {
                part.Succeed();
            }

            End(SftpErrors.UploadEnded());
        }
    }

    /// <summary>Notes an acknowledgement of the piece that ends at a position. They may come in any order.</summary>
    public void Acknowledge(ulong end)
    {
        lock (_gate)
        {
            _movedAt = time.GetTimestamp();
            _early.Add((long)end);
            while (_ends.TryPeek(out long next) && _early.Remove(next))
            {
                _acknowledged = _ends.Dequeue();
            }

            while (_sent.TryPeek(out FedPart? part) && part.End <= _acknowledged)
            {
                _sent.Dequeue().Succeed();
            }

            // The upload's thread is woken for the last one alone: there are tens of thousands in each gibibyte.
            if (_acknowledged >= _length)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Says that the file is open, and the first bytes are asked for.</summary>
    public void NoteOpened() => _opened.TrySetResult();

    /// <summary>Copies what is next; blocks where there is nothing.</summary>
    /// <returns>How many bytes; 0 where the upload is to end.</returns>
    public int Read(Span<byte> target)
    {
        int taken = 0;
        while (taken < target.Length && Take(waits: taken == 0) is { } part)
        {
            // Beside the lock: acknowledgements come while it copies, on the thread that receives for the whole connection.
            int count = part.CopyTo(target[taken..]);
            taken = Put(part, count) ? taken + count : 0;
        }

        if (taken > 0)
        {
            lock (_gate)
            {
                _movedAt = time.GetTimestamp();
                _ends.Enqueue(_position);
            }
        }

        return taken;
    }

    private FedPart? Take(bool waits)
    {
        lock (_gate)
        {
            if (waits ? !WaitForPart() : IsEnded || (_current ?? Next()) is null)
            {
                return null;
            }

            _isCopying = true;
            return _current;
        }
    }

    /// <returns>False where the upload has ended meanwhile.</returns>
    private bool Put(FedPart part, int count)
    {
        lock (_gate)
        {
            _isCopying = false;
            if (IsEnded)
            {
                Monitor.PulseAll(_gate);
                return false;
            }

            _position += count;
            if (_position == part.End)
            {
                _sent.Enqueue(part);
                _current = null;
            }

            return true;
        }
    }

    /// <returns>False where the upload is to end.</returns>
    private bool WaitForPart()
    {
        while (!IsEnded)
        {
            if ((_current ?? Next()) is not null)
            {
                return true;
            }

            bool isAllSent = _length is { } length && _position >= length;
            bool isStill = _acknowledged < _position && time.GetElapsedTime(_movedAt) > Patience;
            if ((isAllSent && _acknowledged == _position) || isStill)
            {
                // SSH.NET now waits for what is outstanding, and throws what the server has refused.
                return false;
            }

            Monitor.Wait(_gate, Glance);
        }

        return false;
    }

    private FedPart? Next() => _current = _waiting.Remove(_position, out FedPart? next) ? next : null;
}
