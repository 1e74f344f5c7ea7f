using System.Reflection;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Stands in for the wrapped backend: writes down what is called, and answers with samples. Public because a proxy derives from it.</summary>
public class RecordingBackend : DispatchProxy
{
    private readonly List<(MethodInfo Method, object?[] Arguments)> _calls = [];

    internal IReadOnlyList<(MethodInfo Method, object?[] Arguments)> Calls => _calls;

    internal object? Answer { get; set; }

    internal static (IStorageBackend Backend, RecordingBackend Record) Create()
    {
        IStorageBackend backend = Create<IStorageBackend, RecordingBackend>();
        return (backend, (RecordingBackend)(object)backend);
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        _calls.Add((targetMethod, args ?? []));
        return Answer ?? ForwardingSamples.Answer(targetMethod.ReturnType);
    }
}
