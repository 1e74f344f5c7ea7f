using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Local;

public sealed class LocalWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<LocalHarness>();
}

public sealed class LocalCancellation : CancellationConformance<LocalHarness>;

public sealed class LocalConcurrency : ConcurrencyConformance<LocalHarness>;

public sealed class LocalConditionalRead : ConditionalReadConformance<LocalHarness>;

public sealed class LocalConditionalWrite : ConditionalWriteConformance<LocalHarness>;

public sealed class LocalCopy : CopyConformance<LocalHarness>;

public sealed class LocalCreateOnly : CreateOnlyConformance<LocalHarness>;

public sealed class LocalDelete : DeleteConformance<LocalHarness>;

public sealed class LocalDirectory : DirectoryConformance<LocalHarness>;

public sealed class LocalDurability : DurabilityConformance<LocalHarness>;

public sealed class LocalError : ErrorConformance<LocalHarness>;

public sealed class LocalList : ListConformance<LocalHarness>;

public sealed class LocalListPaging : ListPagingConformance<LocalHarness>;

public sealed class LocalMetadata : MetadataConformance<LocalHarness>;

public sealed class LocalName : NameConformance<LocalHarness>;

public sealed class LocalOverwrite : OverwriteConformance<LocalHarness>;

public sealed class LocalParallelRead : ParallelReadConformance<LocalHarness>;

public sealed class LocalRead : ReadConformance<LocalHarness>;

public sealed class LocalRename : RenameConformance<LocalHarness>;

public sealed class LocalResume : ResumeConformance<LocalHarness>;

public sealed class LocalStat : StatConformance<LocalHarness>;

public sealed class LocalSymbolicLink : SymbolicLinkConformance<LocalHarness>;

public sealed class LocalVersion : VersionConformance<LocalHarness>;

public sealed class LocalWrite : WriteConformance<LocalHarness>;

public sealed class LocalWriteFailure : WriteFailureConformance<LocalHarness>;

public sealed class LocalWriteTarget : WriteTargetConformance<LocalHarness>;

public sealed class LocalWriteVisibility : WriteVisibilityConformance<LocalHarness>;

public sealed class LocalWriter : WriterConformance<LocalHarness>;
