using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Faults;

/// <summary>One way in which a call misbehaves. Immutable; the same fault may be planned several times.</summary>
public sealed class Fault
{
    private Fault()
    {
    }

    internal Func<ObservedCall, TimeProvider, CancellationToken, ValueTask>? Before { get; private init; }

    internal Func<ObservedCall, TimeProvider, CancellationToken, ValueTask>? After { get; private init; }

    internal BodyFault? Body { get; private init; }

    internal Func<ByteSpan, long, ByteSpan>? Span { get; private init; }

    internal Func<ListPage, ListPage>? Page { get; private init; }

    internal Func<PartReceipt?, PartReceipt?>? Receipt { get; private init; }

    /// <summary>The call fails before it does anything.</summary>
    /// <param name="kind">How.</param>
    /// <param name="retryAfter">How long the server asks to wait. Default: it does not say.</param>
    public static Fault Throw(StorageErrorKind kind, TimeSpan? retryAfter = null) => Throw(() => Exception(kind, retryAfter));

    /// <summary>The call fails before it does anything.</summary>
    /// <param name="failure">Makes what is thrown; asked once for each failure.</param>
    public static Fault Throw(Func<Exception> failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new Fault { Before = (_, _, _) => throw failure() };
    }

    /// <summary>The call takes effect, but its answer is lost.</summary>
    /// <param name="kind">What the caller sees. Default: the connection broke.</param>
    public static Fault LoseAnswer(StorageErrorKind kind = StorageErrorKind.Network) => new() { After = (_, _, _) => throw Exception(kind, null) };

    /// <summary>The call is taken and never answered; it ends when it is cancelled.</summary>
    public static Fault Hang() => new() { Before = static (_, time, token) => new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, time, token)) };

    /// <summary>The call begins late.</summary>
    /// <param name="delay">How late.</param>
    public static Fault Delay(TimeSpan delay) => new() { Before = (_, time, token) => new ValueTask(Task.Delay(delay, time, token)) };

    /// <summary>Something else happens before the call takes effect: a test's own gate or check.</summary>
    /// <param name="action">What happens; may throw.</param>
    public static Fault Run(Func<ObservedCall, CancellationToken, ValueTask> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new Fault { Before = (call, _, token) => action(call, token) };
    }

    /// <summary>The body of a read breaks.</summary>
    /// <param name="after">After how many bytes.</param>
    /// <param name="failure">Makes what is thrown. Default: the connection broke.</param>
    public static Fault BreakBody(long after, Func<Exception>? failure = null) => new() { Body = new BodyFault { After = after, Failure = failure ?? (() => Exception(StorageErrorKind.Network, null)) } };

    /// <summary>The body of a read ends cleanly, but too early.</summary>
    /// <param name="after">After how many bytes.</param>
    public static Fault EndBody(long after) => new() { Body = new BodyFault { After = after } };

    /// <summary>The body of a read falls silent; it ends when it is cancelled.</summary>
    /// <param name="after">After how many bytes.</param>
    public static Fault HangBody(long after) => new() { Body = new BodyFault { After = after, Hangs = true } };

    /// <summary>The body of a read comes slowly, a few bytes at a time.</summary>
    /// <param name="bytesPerSecond">How slowly; at least 1.</param>
    public static Fault TrickleBody(long bytesPerSecond) => new() { Body = new BodyFault { BytesPerSecond = bytesPerSecond } };

    /// <summary>Something else happens before each read of a body: a test's own gate, check or clock.</summary>
    /// <param name="action">What happens; is given how many bytes came before; may throw.</param>
    public static Fault RunInBody(Func<long, CancellationToken, ValueTask> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new Fault { Body = new BodyFault { BeforeRead = action } };
    }

    /// <summary>The store answers with, and says that it answers with, another range than was asked for.</summary>
    /// <param name="by">By how many bytes it begins later.</param>
    public static Fault MoveSpan(long by) => new() { Span = (span, _) => new ByteSpan(span.Offset + by, span.Length) };

    /// <summary>The store answers with the whole object, whatever range was asked for.</summary>
    public static Fault IgnoreRange() => new() { Span = static (_, size) => new ByteSpan(0, size) };

    /// <summary>A page is not what the store has.</summary>
    /// <param name="change">Makes the page that is shown of the right one.</param>
    public static Fault ChangePage(Func<ListPage, ListPage> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new Fault { Page = change };
    }

    /// <summary>The store answers a part with another receipt than the right one.</summary>
    /// <param name="change">Makes the receipt that is given of the right one.</param>
    public static Fault ChangeReceipt(Func<PartReceipt?, PartReceipt?> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new Fault { Receipt = change };
    }

    private static StorageException Exception(StorageErrorKind kind, TimeSpan? retryAfter) =>
        new(new StorageFault(kind, $"a planned fault of kind {kind}.") { RetryAfter = retryAfter }, null);
}
