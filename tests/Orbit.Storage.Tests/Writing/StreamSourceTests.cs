namespace Orbit.Storage.Tests.Writing;

/// <summary>A stream is read straight into the memory of the parts.</summary>
public sealed class StreamSourceTests
{
    private const int P = WriteRig.PartSize;

    [Test]
    public async Task WriteAsync_Stream_SameBytes([Values(0, 1, P - 1, P, P + 1, (3 * P) + 7)] int length, [Values(1_000, 100_000, int.MaxValue)] int piece, [Values] bool isKnown)
    {
        using WriteRig rig = new();
        byte[] content = WriteRig.Content(length);
        await using ScriptedStream stream = new(content, piece);

        WriteResult result = await rig.Backend.WriteAsync("object", stream, new WriteOptions { ExpectedLength = isKnown ? length : null });

        Assert.That(rig.Sink.Published, Is.EqualTo(content));
        Assert.That(result.Size, Is.EqualTo(length));
        Assert.That(stream.IsDisposed, Is.False);
        rig.AssertNothingHeld();
    }

    [Test]
    public async Task WriteAsync_StreamWithChecksum_ComparedWithWhatWasRead([Values(10, (2 * P) + 1)] int length, [Values] bool isRight)
    {
        using WriteRig rig = new();
        byte[] content = WriteRig.Content(length);
        byte[] hash = System.Security.Cryptography.SHA256.HashData(content);
        hash[0] ^= (byte)(isRight ? 0 : 1);
        await using ScriptedStream stream = new(content, 50_000);
        WriteOptions options = new() { Checksum = new ContentChecksum(ChecksumAlgorithm.Sha256, hash) };

        if (isRight)
        {
            await rig.Backend.WriteAsync("object", stream, options);
            Assert.That(rig.Sink.Published, Is.EqualTo(content));
            return;
        }

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.Backend.WriteAsync("object", stream, options))!;
        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch));
        Assert.That(rig.Sink.Published, Is.Null);
    }

    [Test]
    public async Task WriteAsync_StreamIsNotAsLongAsPromised_LengthMismatch([Values(5, P, 2 * P)] int promised, [Values(-1, 1)] int difference)
    {
        using WriteRig rig = new();
        await using ScriptedStream stream = new(WriteRig.Content(promised + difference), 10_000);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.Backend.WriteAsync("object", stream, new WriteOptions { ExpectedLength = promised }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.LengthMismatch));
        rig.AssertUntouched(wasOpened: rig.Opened > 0);
    }

    [Test]
    public async Task WriteAsync_StreamFails_ThatVeryException([Values(0, 1, P, P + 1)] int after)
    {
        using WriteRig rig = new();
        IOException thrown = new("the disk is gone");
        await using ScriptedStream stream = new(WriteRig.Content(after), 10_000) { AtEnd = _ => throw thrown };

        Assert.That(Assert.CatchAsync(() => rig.Backend.WriteAsync("object", stream)), Is.SameAs(thrown));
        rig.AssertUntouched(wasOpened: rig.Opened > 0);
    }

    [Test]
    public async Task WriteAsync_StreamThatHeedsNoToken_KeepsItsMemoryUntilItAnswers([Values(0, 1, P + 1)] int before)
    {
        using WriteRig rig = new();
        using CancellationTokenSource cancel = new();
        TaskCompletionSource isStuck = new();
        TaskCompletionSource<int> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Memory<byte> lent = default;
        await using ScriptedStream stream = new(WriteRig.Content(before), 10_000)
        {
            AtEnd = buffer =>
            {
                lent = buffer;
                isStuck.TrySetResult();
                return answer.Task;
            },
        };
        Task<WriteResult> writing = rig.Backend.WriteAsync("object", stream, cancellationToken: cancel.Token);
        await isStuck.Task;

        await cancel.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => writing);
        Assert.That(rig.Sink.Published, Is.Null);
        Assert.That(rig.Memory.Reserved, Is.Positive);
        lent.Span.Fill(0x55);
        answer.SetResult(lent.Length);
        while (rig.Memory.Reserved > 0)
        {
            await Task.Delay(1);
        }

        rig.AssertNothingHeld();
    }

    /// <summary>Yields bytes in pieces, cannot seek, and then does what it is told.</summary>
    private sealed class ScriptedStream(byte[] content, int piece) : Stream
    {
        private int _position;

        public bool IsDisposed { get; private set; }

        public Func<Memory<byte>, Task<int>> AtEnd { get; init; } = _ => Task.FromResult(0);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            int count = Math.Min(Math.Min(piece, buffer.Length), content.Length - _position);
            if (count == 0)
            {
                return await AtEnd(buffer);
            }

            content.AsMemory(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
