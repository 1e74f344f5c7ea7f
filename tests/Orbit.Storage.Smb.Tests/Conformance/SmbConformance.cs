using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Smb.Tests.Conformance;

public sealed class SmbWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<SmbHarness>();
}

public sealed class SmbCancellation : CancellationConformance<SmbHarness>;

public sealed class SmbConcurrency : ConcurrencyConformance<SmbHarness>;

public sealed class SmbConditionalRead : ConditionalReadConformance<SmbHarness>;

public sealed class SmbConditionalWrite : ConditionalWriteConformance<SmbHarness>;

public sealed class SmbCopy : CopyConformance<SmbHarness>;

public sealed class SmbCreateOnly : CreateOnlyConformance<SmbHarness>;

public sealed class SmbDelete : DeleteConformance<SmbHarness>;

public sealed class SmbDirectory : DirectoryConformance<SmbHarness>;

public sealed class SmbDurability : DurabilityConformance<SmbHarness>;

public sealed class SmbError : ErrorConformance<SmbHarness>;

public sealed class SmbList : ListConformance<SmbHarness>;

public sealed class SmbListPaging : ListPagingConformance<SmbHarness>;

public sealed class SmbMetadata : MetadataConformance<SmbHarness>;

public sealed class SmbName : NameConformance<SmbHarness>;

public sealed class SmbOverwrite : OverwriteConformance<SmbHarness>;

public sealed class SmbParallelRead : ParallelReadConformance<SmbHarness>;

public sealed class SmbRead : ReadConformance<SmbHarness>;

public sealed class SmbRename : RenameConformance<SmbHarness>;

public sealed class SmbResume : ResumeConformance<SmbHarness>;

public sealed class SmbStat : StatConformance<SmbHarness>;

public sealed class SmbVersion : VersionConformance<SmbHarness>;

public sealed class SmbWrite : WriteConformance<SmbHarness>;

public sealed class SmbWriteFailure : WriteFailureConformance<SmbHarness>;

public sealed class SmbWriteTarget : WriteTargetConformance<SmbHarness>;

public sealed class SmbWriteVisibility : WriteVisibilityConformance<SmbHarness>;

public sealed class SmbWriter : WriterConformance<SmbHarness>;
