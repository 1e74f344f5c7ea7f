using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Scripted;

/// <summary>A store that can do nothing that it need not: every capability's other branch.</summary>
public sealed class BareScriptedHarness : ScriptedHarness
{
    protected override ScriptedBackendOptions Options => new() { Capabilities = new StorageCapabilities { CaseSensitive = true, AtomicReplace = true } };
}
