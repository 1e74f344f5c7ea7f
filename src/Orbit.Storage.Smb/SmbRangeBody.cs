using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Smb;

/// <summary>Reads one range. Where it is the end of the file, whether the file is still the same is asked behind the last bytes, and known before they are handed out.</summary>
internal sealed class SmbRangeBody : IRangeBody
{
    private readonly SmbRangeSource _source;
    private readonly SmbFile _file;
    private readonly PipelinedRead _read;
    private readonly CancellationTokenSource _closing = new();
    private long _position;
    private Task<FileDescription>? _check;

    public SmbRangeBody(SmbRangeSource source, SmbFile file, ByteSpan span)
    {
        _source = source;
        _file = file;
        Span = span;
        _position = span.Offset;
        _read = new PipelinedRead(file, span.Offset, span.End);
        _read.Begin();
        Ask();
    }

    public ByteSpan Span { get; }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int count = await _read.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Ask();
        bool isEnd = _position + count == Span.End || count == 0;
        if (isEnd && _check is not null)
        {
            _source.Check(await _check.WaitAsync(cancellationToken).ConfigureAwait(false));
        }

        _position += count;
        return count;
    }

    public ValueTask DisposeAsync()
    {
        _closing.Cancel();
        _read.Dispose();
        _ = _check?.ContinueWith(static check => check.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _closing.Dispose();
        return default;
    }

    private void Ask()
    {
        if (_check is null && _read.HasAskedForAll && Span.End == _source.Size)
        {
            _check = _file.DescribeAsync(_closing.Token);
        }
    }
}
