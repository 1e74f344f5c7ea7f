using System.Buffers;
using System.IO.Pipelines;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Writing;

public sealed class WriteAllocationTests
{
    private const long Length = 256L << 20;

    [Test]
    public void WriteAsync_SecondWriteOfManyParts_AllocatesLessThanAMebibytePerGibibyte([Values] bool partChecksums)
    {
        using TransferMemory memory = new();
        using StubBackend backend = new(
            new StorageCapabilities { PartChecksums = partChecksums }, new StorageServices { Memory = memory }, new StubBackendOptions { PartSize = 8 << 20 }, _ => new ForgetfulSink());
        WriteOnThisThread(backend);

        long before = GC.GetAllocatedBytesForCurrentThread();
        WriteOnThisThread(backend);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(Length / 1024));
    }

    private static void WriteOnThisThread(StubBackend backend)
    {
        Task<WriteResult> writing = backend.WriteAsync("object", new EndlessReader(Length));
        Assert.That(writing.IsCompletedSuccessfully, "neither source nor sink waits, so everything is allocated by this thread");
    }

    private sealed class ForgetfulSink : IPartSink
    {
        private static readonly Task<PartReceipt?> NoReceipt = Task.FromResult<PartReceipt?>(null);

        public Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken) => NoReceipt;

        public Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken) => Task.FromResult(new WriteResult("object", length));

        public Task AbortAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => default;
    }

    private sealed class EndlessReader(long length) : PipeReader
    {
        private readonly byte[] _piece = new byte[64 * 1024];
        private long _rest = length;
        private ReadOnlySequence<byte> _current;

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            _current = _current.IsEmpty ? new ReadOnlySequence<byte>(_piece, 0, (int)Math.Min(_piece.Length, _rest)) : _current;
            return new ValueTask<ReadResult>(new ReadResult(_current, isCanceled: false, isCompleted: _current.Length == _rest));
        }

        public override bool TryRead(out ReadResult result)
        {
            result = default;
            return false;
        }

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            ReadOnlySequence<byte> rest = _current.Slice(consumed);
            _rest -= _current.Length - rest.Length;
            _current = rest;
        }

        public override void CancelPendingRead()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
