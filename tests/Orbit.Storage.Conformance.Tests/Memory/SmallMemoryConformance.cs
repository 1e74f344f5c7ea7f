using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Memory;

public sealed class SmallMemoryQuota : QuotaConformance<SmallMemoryHarness>;
