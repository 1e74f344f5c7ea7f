using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Local;

public sealed class FollowingLocalSymbolicLinks : SymbolicLinkConformance<FollowingLocalHarness>;
