using System.IO.Pipelines;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>
/// Any backend, seen through an unreliable interface: for tests of code that uses <see cref="IStorageBackend"/>. Faults strike above the
/// engine, so nothing is tried again; for faults below it there is <see cref="Scripted.ScriptedBackend"/>.
/// </summary>
/// <remarks>
/// A body fault planned for <see cref="StorageCall.OpenRead"/> or <see cref="StorageCall.OpenRange"/> strikes the bytes read, one for
/// <see cref="StorageCall.Write"/> the source. Faults of pages and receipts have no place here.
/// </remarks>
public sealed class FaultInjectingBackend : ObservingBackend
{
    /// <summary>Wraps a backend.</summary>
    /// <param name="inner">The backend; disposed with this.</param>
    /// <param name="faults">What is to go wrong. Default: nothing, until something is added to <see cref="Faults"/>.</param>
    public FaultInjectingBackend(IStorageBackend inner, FaultPlan? faults = null)
        : base(inner, faults ??= new FaultPlan())
    {
        Faults = faults;
    }

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults { get; }

    internal override StorageContent Wrap(StorageContent content, Fault? fault) =>
        fault?.Body is { } body
            ? new StorageContent(content.Entry, content.Span, new FaultyPipeReader(content.Reader, body, Time), content.DisposeAsync)
            : content;

    internal override IRangeSource Wrap(IRangeSource source) => new FaultyRangeSource(this, source, always: null);

    internal override PipeReader Wrap(PipeReader source, Fault? fault) => fault?.Body is { } body ? new FaultyPipeReader(source, body, Time) : source;
}
