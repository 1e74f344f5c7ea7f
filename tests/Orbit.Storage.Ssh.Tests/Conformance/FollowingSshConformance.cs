using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Ssh.Tests.Conformance;

public sealed class FollowingSshSymbolicLink : SymbolicLinkConformance<FollowingSshHarness>;
