using System.Buffers;
using Orbit.Storage.Tests.Writing;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Transport;

public sealed class GuardedPartSinkTests
{
    private static readonly PartContent Part = PartContent.FromMemory(0, 0, new ReadOnlySequence<byte>(new byte[1]));

    private static readonly Func<IPartSink, Task>[] Calls =
    [
        sink => sink.WriteWholeAsync(Part, default),
        sink => sink.BeginAsync(default),
        sink => sink.WritePartAsync(Part, default),
        sink => sink.CompleteAsync([], 1, default),
        sink => sink.AbortAsync(default),
        async sink => await sink.DisposeAsync(),
    ];

    [Test]
    public void Call_TransportFails_FaultWithBackendOperationAndPath([ValueSource(nameof(Calls))] Func<IPartSink, Task> call)
    {
        GuardedPartSink sink = Guarded(new TransportException(isTransient: true));

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => call(sink))!;

        Assert.That((failure.Kind, failure.Backend, failure.Operation, failure.Path), Is.EqualTo((StorageErrorKind.Network, "stub", "write", (StoragePath?)"object")));
    }

    [Test]
    public void Call_CancelledOrMisused_PassesAsItIs([ValueSource(nameof(Calls))] Func<IPartSink, Task> call)
    {
        foreach (Exception thrown in new Exception[] { new OperationCanceledException(), new ArgumentException("wrong"), new InvalidOperationException() })
        {
            GuardedPartSink sink = Guarded(thrown);

            Assert.That(Assert.CatchAsync(() => call(sink)), Is.SameAs(thrown));
        }
    }

    private static GuardedPartSink Guarded(Exception thrown)
    {
        RecordingSink sink = new() { OnCall = (_, _, _) => throw thrown };
        StubBackend backend = new(new StorageCapabilities(), StorageServices.Default, new StubBackendOptions(), _ => sink);
        return new GuardedPartSink(sink, new FailureTranslator(backend, StorageOperation.Write, "object"));
    }
}
