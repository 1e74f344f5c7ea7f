using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Ssh.Tests.Conformance;

public sealed class ProgramSshWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<ProgramSshHarness>();
}

public sealed class ProgramSshCancellation : CancellationConformance<ProgramSshHarness>;

public sealed class ProgramSshConcurrency : ConcurrencyConformance<ProgramSshHarness>;

public sealed class ProgramSshConditionalRead : ConditionalReadConformance<ProgramSshHarness>;

public sealed class ProgramSshConditionalWrite : ConditionalWriteConformance<ProgramSshHarness>;

public sealed class ProgramSshCopy : CopyConformance<ProgramSshHarness>;

public sealed class ProgramSshCreateOnly : CreateOnlyConformance<ProgramSshHarness>;

public sealed class ProgramSshDelete : DeleteConformance<ProgramSshHarness>;

public sealed class ProgramSshDirectory : DirectoryConformance<ProgramSshHarness>;

public sealed class ProgramSshDurability : DurabilityConformance<ProgramSshHarness>;

public sealed class ProgramSshError : ErrorConformance<ProgramSshHarness>;

public sealed class ProgramSshList : ListConformance<ProgramSshHarness>;

public sealed class ProgramSshListPaging : ListPagingConformance<ProgramSshHarness>;

public sealed class ProgramSshMetadata : MetadataConformance<ProgramSshHarness>;

public sealed class ProgramSshName : NameConformance<ProgramSshHarness>;

public sealed class ProgramSshOverwrite : OverwriteConformance<ProgramSshHarness>;

public sealed class ProgramSshParallelRead : ParallelReadConformance<ProgramSshHarness>;

public sealed class ProgramSshRead : ReadConformance<ProgramSshHarness>;

public sealed class ProgramSshRename : RenameConformance<ProgramSshHarness>;

public sealed class ProgramSshResume : ResumeConformance<ProgramSshHarness>;

public sealed class ProgramSshStat : StatConformance<ProgramSshHarness>;

public sealed class ProgramSshSymbolicLink : SymbolicLinkConformance<ProgramSshHarness>;

public sealed class ProgramSshVersion : VersionConformance<ProgramSshHarness>;

public sealed class ProgramSshWrite : WriteConformance<ProgramSshHarness>;

public sealed class ProgramSshWriteFailure : WriteFailureConformance<ProgramSshHarness>;

public sealed class ProgramSshWriteTarget : WriteTargetConformance<ProgramSshHarness>;

public sealed class ProgramSshWriteVisibility : WriteVisibilityConformance<ProgramSshHarness>;

public sealed class ProgramSshWriter : WriterConformance<ProgramSshHarness>;
