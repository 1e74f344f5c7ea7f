using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.S3.Tests.Conformance;

public sealed class CephTlsWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<CephTlsHarness>();
}

public sealed class CephTlsCancellation : CancellationConformance<CephTlsHarness>;

public sealed class CephTlsConcurrency : ConcurrencyConformance<CephTlsHarness>;

public sealed class CephTlsConditionalRead : ConditionalReadConformance<CephTlsHarness>;

public sealed class CephTlsConditionalWrite : ConditionalWriteConformance<CephTlsHarness>;

public sealed class CephTlsCopy : CopyConformance<CephTlsHarness>;

public sealed class CephTlsCreateOnly : CreateOnlyConformance<CephTlsHarness>;

public sealed class CephTlsDelete : DeleteConformance<CephTlsHarness>;

public sealed class CephTlsDirectory : DirectoryConformance<CephTlsHarness>;

public sealed class CephTlsDurability : DurabilityConformance<CephTlsHarness>;

public sealed class CephTlsError : ErrorConformance<CephTlsHarness>;

public sealed class CephTlsList : ListConformance<CephTlsHarness>;

public sealed class CephTlsListPaging : ListPagingConformance<CephTlsHarness>;

public sealed class CephTlsMetadata : MetadataConformance<CephTlsHarness>;

public sealed class CephTlsName : NameConformance<CephTlsHarness>;

public sealed class CephTlsOverwrite : OverwriteConformance<CephTlsHarness>;

public sealed class CephTlsParallelRead : ParallelReadConformance<CephTlsHarness>;

public sealed class CephTlsRead : ReadConformance<CephTlsHarness>;

public sealed class CephTlsRename : RenameConformance<CephTlsHarness>;

public sealed class CephTlsResume : ResumeConformance<CephTlsHarness>;

public sealed class CephTlsStat : StatConformance<CephTlsHarness>;

public sealed class CephTlsVersion : VersionConformance<CephTlsHarness>;

public sealed class CephTlsWrite : WriteConformance<CephTlsHarness>;

public sealed class CephTlsWriteFailure : WriteFailureConformance<CephTlsHarness>;

public sealed class CephTlsWriteTarget : WriteTargetConformance<CephTlsHarness>;

public sealed class CephTlsWriteVisibility : WriteVisibilityConformance<CephTlsHarness>;

public sealed class CephTlsWriter : WriterConformance<CephTlsHarness>;
