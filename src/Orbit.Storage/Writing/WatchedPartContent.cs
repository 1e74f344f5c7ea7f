using System.Buffers;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>A part as one try of sending it sees it: its streams tell how far the transport has come, and end with the try.</summary>
internal sealed class WatchedPartContent : PartContent
{
    private readonly object _gate = new();
    private readonly PartContent _part;
    private readonly AttemptWatch _watch;
    private List<Stream>? _streams;
    private bool _isClosed;

    public WatchedPartContent(PartContent part, AttemptWatch watch)
        : base(part.Index, part.Offset, part.Length)
    {
        _part = part;
        _watch = watch;
        Crc32 = part.Crc32;
    }

    public override bool TryGetMemory(out ReadOnlySequence<byte> bytes)
    {
        bool isInMemory = _part.TryGetMemory(out bytes);
        if (isInMemory)
        {
            _watch.OnMemoryTaken();
        }

        return isInMemory;
    }

    public override Stream OpenStream()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            WatchedStream stream = new(_part.OpenStream(), _watch);
            (_streams ??= []).Add(stream);
            return stream;
        }
    }

    /// <summary>Closes the streams of a try that is over, so that a request which lives on cannot send what their buffers hold next.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            foreach (Stream stream in _streams ?? [])
            {
                stream.Dispose();
            }
        }
    }
}
