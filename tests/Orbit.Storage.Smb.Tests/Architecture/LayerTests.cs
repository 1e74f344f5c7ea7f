using System.Reflection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Architecture;

/// <summary>The client below the backend could be a package of its own: it knows neither the backend nor the core, and each layer knows only those below it.</summary>
public class LayerTests
{
    private const string Backend = "Orbit.Storage.Smb";

    // Each layer, and those it may use beside itself.
    private static readonly Dictionary<string, string[]> Layers = new()
    {
        ["Wire"] = [],
        ["Security"] = ["Wire"],
        ["Connection"] = ["Wire", "Security"],
        ["Session"] = ["Wire", "Security", "Connection"],
    };

    [TestCaseSource(nameof(Names))]
    public void Layer_References_AreTheFrameworkAndTheLayersBelow(string layer)
    {
        Assembly assembly = typeof(SmbProtocolException).Assembly;
        string[] allowed = [.. Layers[layer].Append(layer).Select(name => $"{Backend}.{name}")];
        IEnumerable<Type> types = assembly.GetTypes().Where(type => IsIn(type, $"{Backend}.{layer}"));

        IEnumerable<string> strangers =
            from type in types
            from used in ReferencedTypes.Of(type)
            where IsOurs(used) && !allowed.Any(name => IsIn(used, name))
            select $"{type} uses {used}";

        Assert.That(strangers, Is.Empty);
    }

    // A layer may have folders of its own.
    private static bool IsIn(Type type, string name) => type.Namespace == name || type.Namespace?.StartsWith($"{name}.", StringComparison.Ordinal) == true;

    private static string[] Names() => [.. Layers.Keys];

    // The core's types as well as the backend's; what the compiler adds has no namespace.
    private static bool IsOurs(Type type) => type.Namespace is { } name && (name == "Orbit.Storage" || name.StartsWith("Orbit.Storage.", StringComparison.Ordinal));
}
