using Orbit.Storage.Reading;
using Orbit.Storage.Tests.Reading;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Transport;

public class GuardedRangeSourceTests
{
    private readonly RecordingBackend _backend = new(new StorageCapabilities())
    {
        OnClassify = static failure => failure is InvalidDataException ? new StorageFault(StorageErrorKind.Network, "the wire broke.") : null,
    };

    [TestCase(0, 0)]
    [TestCase(99, 2)]
    [TestCase(100, 1)]
    public void OpenAsync_SpanEmptyOrBeyondTheEnd_IsAnArgumentErrorBeforeTheStoreIsAsked(long offset, long length)
    {
        ScriptedRangeSource inner = new(100);
        Assert.That(async () => await Guard(inner).OpenAsync(new ByteSpan(offset, length), CancellationToken.None), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(inner.Asked, Is.Empty);
    }

    [Test]
    public void OpenAsync_FailureOfTheTransport_IsTranslated()
    {
        ScriptedRangeSource inner = new(100, static (_, _) => new BodyScript { Refusal = new InvalidDataException() });
        StorageException? failure = Assert.ThrowsAsync<StorageException>(() => Guard(inner).OpenAsync(new ByteSpan(0, 10), CancellationToken.None));
        Assert.That(failure?.Message, Is.EqualTo("recording: cannot read 'a': the wire broke."));
    }

    [Test]
    public async Task ReadAsync_FailureOfTheTransport_IsTranslated([Values(0, 3)] int yields)
    {
        ScriptedRangeSource inner = new(100, (_, _) => new BodyScript { Yields = yields, BreaksAfter = 5, Failure = new InvalidDataException() });
        await using IRangeBody body = await Guard(inner).OpenAsync(new ByteSpan(0, 10), CancellationToken.None);
        Assert.That(await body.ReadAsync(new byte[100], CancellationToken.None), Is.EqualTo(5));
        StorageException? failure = Assert.ThrowsAsync<StorageException>(async () => await body.ReadAsync(new byte[100], CancellationToken.None));
        Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.Network));
    }

    [Test]
    public void OpenAsync_Canceled_PassesAsItIs()
    {
        Assert.That(
            async () => await Guard(new ScriptedRangeSource(100)).OpenAsync(new ByteSpan(0, 10), new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Open_EngineFindsAFault_WordsItAsTheBackends()
    {
        ScriptedRangeSource inner = new(100, static (_, _) => new BodyScript { Answer = new ByteSpan(50, 50) });
        GuardedRangeSource source = Guard(inner);
        await using StorageContent content = ParallelRangeDownloader.For(source).Open(source);
        StorageException? failure = Assert.ThrowsAsync<StorageException>(async () => await content.Reader.ReadAsync());
        Assert.Multiple(() =>
        {
            Assert.That(failure?.Backend, Is.EqualTo("recording"));
            Assert.That(failure?.Path, Is.EqualTo(new StoragePath("a")));
            Assert.That(failure?.Message, Does.StartWith("recording: cannot read 'a': the bytes 0..100"));
        });
    }

    [Test]
    public void Open_RangePastTheEnd_IsNotSatisfiableInTheBackendsWords()
    {
        GuardedRangeSource source = Guard(new ScriptedRangeSource(100));
        StorageException? failure = Assert.Throws<StorageException>(() => ParallelRangeDownloader.For(source).Open(source, ByteRange.From(100)));
        Assert.Multiple(() =>
        {
            Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.RangeNotSatisfiable));
            Assert.That(failure?.Message, Does.Contain("100 bytes"));
        });
    }

    private GuardedRangeSource Guard(ScriptedRangeSource inner) => new(inner, new FailureTranslator(_backend, "read", "a"), new ParallelRangeDownloader());
}
