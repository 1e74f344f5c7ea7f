using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.S3.Tests.Conformance;

public sealed class CephWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<CephHarness>();
}

public sealed class CephCancellation : CancellationConformance<CephHarness>;

public sealed class CephConcurrency : ConcurrencyConformance<CephHarness>;

public sealed class CephConditionalRead : ConditionalReadConformance<CephHarness>;

public sealed class CephConditionalWrite : ConditionalWriteConformance<CephHarness>;

public sealed class CephCopy : CopyConformance<CephHarness>;

public sealed class CephCreateOnly : CreateOnlyConformance<CephHarness>;

public sealed class CephDelete : DeleteConformance<CephHarness>;

public sealed class CephDirectory : DirectoryConformance<CephHarness>;

public sealed class CephDurability : DurabilityConformance<CephHarness>;

public sealed class CephError : ErrorConformance<CephHarness>;

public sealed class CephList : ListConformance<CephHarness>;

public sealed class CephListPaging : ListPagingConformance<CephHarness>;

public sealed class CephMetadata : MetadataConformance<CephHarness>;

public sealed class CephName : NameConformance<CephHarness>;

public sealed class CephOverwrite : OverwriteConformance<CephHarness>;

public sealed class CephParallelRead : ParallelReadConformance<CephHarness>;

public sealed class CephRead : ReadConformance<CephHarness>;

public sealed class CephRename : RenameConformance<CephHarness>;

public sealed class CephResume : ResumeConformance<CephHarness>;

public sealed class CephStat : StatConformance<CephHarness>;

public sealed class CephVersion : VersionConformance<CephHarness>;

public sealed class CephWrite : WriteConformance<CephHarness>;

public sealed class CephWriteFailure : WriteFailureConformance<CephHarness>;

public sealed class CephWriteTarget : WriteTargetConformance<CephHarness>;

public sealed class CephWriteVisibility : WriteVisibilityConformance<CephHarness>;

public sealed class CephWriter : WriterConformance<CephHarness>;
