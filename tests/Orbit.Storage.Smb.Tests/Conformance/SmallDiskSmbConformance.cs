using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Smb.Tests.Conformance;

public sealed class SmallDiskSmbQuota : QuotaConformance<SmallDiskSmbHarness>;
