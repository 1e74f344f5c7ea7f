using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Local;

public sealed class LocalBySegmentsWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<LocalBySegmentsHarness>();
}

public sealed class LocalBySegmentsCancellation : CancellationConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsConcurrency : ConcurrencyConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsConditionalRead : ConditionalReadConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsConditionalWrite : ConditionalWriteConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsCopy : CopyConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsCreateOnly : CreateOnlyConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsDelete : DeleteConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsDirectory : DirectoryConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsDurability : DurabilityConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsError : ErrorConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsList : ListConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsListPaging : ListPagingConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsMetadata : MetadataConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsName : NameConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsOverwrite : OverwriteConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsParallelRead : ParallelReadConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsRead : ReadConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsRename : RenameConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsResume : ResumeConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsStat : StatConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsSymbolicLink : SymbolicLinkConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsVersion : VersionConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsWrite : WriteConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsWriteFailure : WriteFailureConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsWriteTarget : WriteTargetConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsWriteVisibility : WriteVisibilityConformance<LocalBySegmentsHarness>;

public sealed class LocalBySegmentsWriter : WriterConformance<LocalBySegmentsHarness>;
