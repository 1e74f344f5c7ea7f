using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Decorators;

public sealed class BandwidthLimitedWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<BandwidthLimitedHarness>();
}

public sealed class BandwidthLimitedCancellation : CancellationConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedConcurrency : ConcurrencyConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedConditionalRead : ConditionalReadConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedConditionalWrite : ConditionalWriteConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedCopy : CopyConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedCreateOnly : CreateOnlyConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedDelete : DeleteConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedDirectory : DirectoryConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedError : ErrorConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedList : ListConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedListPaging : ListPagingConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedMetadata : MetadataConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedName : NameConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedOverwrite : OverwriteConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedParallelRead : ParallelReadConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedRead : ReadConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedRename : RenameConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedResume : ResumeConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedStat : StatConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedVersion : VersionConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedWrite : WriteConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedWriteFailure : WriteFailureConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedWriteTarget : WriteTargetConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedWriteVisibility : WriteVisibilityConformance<BandwidthLimitedHarness>;

public sealed class BandwidthLimitedWriter : WriterConformance<BandwidthLimitedHarness>;
