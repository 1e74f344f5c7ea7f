using System.IO.Pipelines;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Any backend, counted: calls by kind and how many at once, bytes, and what was opened and not disposed.</summary>
public sealed class CountingBackend : ObservingBackend
{
    private long _bytesRead;
    private long _bytesWritten;
    private long _opened;
    private long _disposed;

    /// <summary>Wraps a backend.</summary>
    /// <param name="inner">The backend; disposed with this.</param>
    public CountingBackend(IStorageBackend inner)
        : base(inner, new FaultPlan())
    {
    }

    /// <summary>How many bytes readers have consumed.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>How many bytes the backend has consumed of the sources of writes.</summary>
    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <summary>How many contents, range sources and range bodies were opened.</summary>
    public long Opened => Interlocked.Read(ref _opened);

    /// <summary>How many of these were disposed.</summary>
    public long Disposed => Interlocked.Read(ref _disposed);

    internal override StorageContent Wrap(StorageContent content, Fault? fault)
    {
        CountOpened();
        return new StorageContent(content.Entry, content.Span, new CountingPipeReader(content.Reader, CountRead), async () =>
        {
            await content.DisposeAsync().ConfigureAwait(false);
            CountDisposed();
        });
    }

    internal override IRangeSource Wrap(IRangeSource source)
    {
        CountOpened();
        return new CountingRangeSource(this, new FaultyRangeSource(this, source, always: null));
    }

    internal override PipeReader Wrap(PipeReader source, Fault? fault) => new CountingPipeReader(source, count => Interlocked.Add(ref _bytesWritten, count));

    internal void CountOpened() => Interlocked.Increment(ref _opened);

    internal void CountDisposed() => Interlocked.Increment(ref _disposed);

    internal void CountRead(long count) => Interlocked.Add(ref _bytesRead, count);
}
