using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Ssh.Tests.Conformance;

public sealed class OtherSshWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<OtherSshHarness>();
}

public sealed class OtherSshCancellation : CancellationConformance<OtherSshHarness>;

public sealed class OtherSshConcurrency : ConcurrencyConformance<OtherSshHarness>;

public sealed class OtherSshConditionalRead : ConditionalReadConformance<OtherSshHarness>;

public sealed class OtherSshConditionalWrite : ConditionalWriteConformance<OtherSshHarness>;

public sealed class OtherSshCopy : CopyConformance<OtherSshHarness>;

public sealed class OtherSshCreateOnly : CreateOnlyConformance<OtherSshHarness>;

public sealed class OtherSshDelete : DeleteConformance<OtherSshHarness>;

public sealed class OtherSshDirectory : DirectoryConformance<OtherSshHarness>;

public sealed class OtherSshDurability : DurabilityConformance<OtherSshHarness>;

public sealed class OtherSshError : ErrorConformance<OtherSshHarness>;

public sealed class OtherSshList : ListConformance<OtherSshHarness>;

public sealed class OtherSshListPaging : ListPagingConformance<OtherSshHarness>;

public sealed class OtherSshMetadata : MetadataConformance<OtherSshHarness>;

public sealed class OtherSshName : NameConformance<OtherSshHarness>;

public sealed class OtherSshOverwrite : OverwriteConformance<OtherSshHarness>;

public sealed class OtherSshParallelRead : ParallelReadConformance<OtherSshHarness>;

public sealed class OtherSshRead : ReadConformance<OtherSshHarness>;

public sealed class OtherSshRename : RenameConformance<OtherSshHarness>;

public sealed class OtherSshResume : ResumeConformance<OtherSshHarness>;

public sealed class OtherSshStat : StatConformance<OtherSshHarness>;

public sealed class OtherSshSymbolicLink : SymbolicLinkConformance<OtherSshHarness>;

public sealed class OtherSshVersion : VersionConformance<OtherSshHarness>;

public sealed class OtherSshWrite : WriteConformance<OtherSshHarness>;

public sealed class OtherSshWriteFailure : WriteFailureConformance<OtherSshHarness>;

public sealed class OtherSshWriteTarget : WriteTargetConformance<OtherSshHarness>;

public sealed class OtherSshWriteVisibility : WriteVisibilityConformance<OtherSshHarness>;

public sealed class OtherSshWriter : WriterConformance<OtherSshHarness>;
