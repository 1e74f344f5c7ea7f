using System.Reflection;
using NUnit.Framework;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Testing;

/// <summary>Checks the wiring of a backend's conformance tests.</summary>
public static class HarnessAssert
{
    /// <summary>Fails unless a public class derives from each fixture of the kit that a harness can serve.</summary>
    /// <typeparam name="THarness">The harness.</typeparam>
    /// <param name="assembly">Where these classes are. Default: the harness's own assembly.</param>
    public static void WiresEveryFixture<THarness>(Assembly? assembly = null)
        where THarness : BackendHarness, new()
    {
        HashSet<Type?> wired = [.. (assembly ?? typeof(THarness).Assembly).GetExportedTypes().Where(type => !type.IsAbstract).Select(type => type.BaseType)];
        string[] missing =
        [
            .. typeof(HarnessAssert).Assembly.GetExportedTypes()
                .Where(type => type is { IsAbstract: true, IsGenericTypeDefinition: true } && type != typeof(ConformanceFixture<>) && type.Namespace == typeof(ConformanceFixture<>).Namespace)
                .Where(fixture => fixture.GetGenericArguments()[0].GetGenericParameterConstraints().All(constraint => constraint.IsAssignableFrom(typeof(THarness))))
                .Where(fixture => !wired.Contains(fixture.MakeGenericType(typeof(THarness))))
                .Select(fixture => fixture.Name[..fixture.Name.IndexOf('`', StringComparison.Ordinal)]),
        ];
        Assert.That(missing, Is.Empty, $"Derive a public class from each of these for {typeof(THarness).Name}.");
    }
}
