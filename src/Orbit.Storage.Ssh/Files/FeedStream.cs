using System.Threading.Tasks.Sources;
using Renci.SshNet;

namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// A feed as SSH.NET reads it. An upload that is called asynchronously tells each acknowledgement where it arrives, and not through the pool, of which there are
/// 32,800 for a gibibyte; its reading and sending, which block, are brought onto a thread of the caller's by answering the first read from there.
/// </summary>
internal sealed class FeedStream(PartFeed feed) : Stream, IProgress<UploadFileProgressReport>, IValueTaskSource<int>
{
    // Set when the upload waits for its first read, and not before: only then does it go on where that is answered.
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ManualResetValueTaskSourceCore<int> _first;
    private Memory<byte> _target;
    private bool _isServed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The length is not known.");

    public override long Position
    {
        get => throw new NotSupportedException("Parts are read in order.");
        set => throw new NotSupportedException("Parts are read in order.");
    }

    /// <summary>Has an upload read and send on this thread, until it ends; what it throws is thrown here.</summary>
    /// <param name="upload">The upload, which reads this stream.</param>
    public void Serve(Task upload)
    {
        if (Task.WaitAny(upload, _asked.Task) == 1)
        {
            _isServed = true;
            _first.SetResult(feed.Read(_target.Span));
        }

        upload.GetAwaiter().GetResult();
    }

    public void Report(UploadFileProgressReport value) => feed.Acknowledge(value.TotalBytesUploaded);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isServed)
        {
            return new ValueTask<int>(feed.Read(buffer.Span));
        }

        _target = buffer;
        feed.NoteOpened();
        return new ValueTask<int>(this, _first.Version);
    }

    int IValueTaskSource<int>.GetResult(short token) => _first.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _first.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _first.OnCompleted(continuation, state, token, flags);
        _asked.TrySetResult();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The feed is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Parts are read in order.");

    public override void SetLength(long value) => throw new NotSupportedException("The feed is read-only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The feed is read-only.");
}
