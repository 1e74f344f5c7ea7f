using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Local;

public sealed class PortableLocalWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<PortableLocalHarness>();
}

public sealed class PortableLocalCancellation : CancellationConformance<PortableLocalHarness>;

public sealed class PortableLocalConcurrency : ConcurrencyConformance<PortableLocalHarness>;

public sealed class PortableLocalConditionalRead : ConditionalReadConformance<PortableLocalHarness>;

public sealed class PortableLocalConditionalWrite : ConditionalWriteConformance<PortableLocalHarness>;

public sealed class PortableLocalCopy : CopyConformance<PortableLocalHarness>;

public sealed class PortableLocalCreateOnly : CreateOnlyConformance<PortableLocalHarness>;

public sealed class PortableLocalDelete : DeleteConformance<PortableLocalHarness>;

public sealed class PortableLocalDirectory : DirectoryConformance<PortableLocalHarness>;

public sealed class PortableLocalDurability : DurabilityConformance<PortableLocalHarness>;

public sealed class PortableLocalError : ErrorConformance<PortableLocalHarness>;

public sealed class PortableLocalList : ListConformance<PortableLocalHarness>;

public sealed class PortableLocalListPaging : ListPagingConformance<PortableLocalHarness>;

public sealed class PortableLocalMetadata : MetadataConformance<PortableLocalHarness>;

public sealed class PortableLocalName : NameConformance<PortableLocalHarness>;

public sealed class PortableLocalOverwrite : OverwriteConformance<PortableLocalHarness>;

public sealed class PortableLocalParallelRead : ParallelReadConformance<PortableLocalHarness>;

public sealed class PortableLocalRead : ReadConformance<PortableLocalHarness>;

public sealed class PortableLocalRename : RenameConformance<PortableLocalHarness>;

public sealed class PortableLocalResume : ResumeConformance<PortableLocalHarness>;

public sealed class PortableLocalStat : StatConformance<PortableLocalHarness>;

public sealed class PortableLocalSymbolicLink : SymbolicLinkConformance<PortableLocalHarness>;

public sealed class PortableLocalVersion : VersionConformance<PortableLocalHarness>;

public sealed class PortableLocalWrite : WriteConformance<PortableLocalHarness>;

public sealed class PortableLocalWriteFailure : WriteFailureConformance<PortableLocalHarness>;

public sealed class PortableLocalWriteTarget : WriteTargetConformance<PortableLocalHarness>;

public sealed class PortableLocalWriteVisibility : WriteVisibilityConformance<PortableLocalHarness>;

public sealed class PortableLocalWriter : WriterConformance<PortableLocalHarness>;
