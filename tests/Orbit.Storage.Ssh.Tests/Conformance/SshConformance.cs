using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Ssh.Tests.Conformance;

public sealed class SshWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<SshHarness>();
}

public sealed class SshCancellation : CancellationConformance<SshHarness>;

public sealed class SshConcurrency : ConcurrencyConformance<SshHarness>;

public sealed class SshConditionalRead : ConditionalReadConformance<SshHarness>;

public sealed class SshConditionalWrite : ConditionalWriteConformance<SshHarness>;

public sealed class SshCopy : CopyConformance<SshHarness>;

public sealed class SshCreateOnly : CreateOnlyConformance<SshHarness>;

public sealed class SshDelete : DeleteConformance<SshHarness>;

public sealed class SshDirectory : DirectoryConformance<SshHarness>;

public sealed class SshDurability : DurabilityConformance<SshHarness>;

public sealed class SshError : ErrorConformance<SshHarness>;

public sealed class SshList : ListConformance<SshHarness>;

public sealed class SshListPaging : ListPagingConformance<SshHarness>;

public sealed class SshMetadata : MetadataConformance<SshHarness>;

public sealed class SshName : NameConformance<SshHarness>;

public sealed class SshOverwrite : OverwriteConformance<SshHarness>;

public sealed class SshParallelRead : ParallelReadConformance<SshHarness>;

public sealed class SshRead : ReadConformance<SshHarness>;

public sealed class SshRename : RenameConformance<SshHarness>;

public sealed class SshResume : ResumeConformance<SshHarness>;

public sealed class SshStat : StatConformance<SshHarness>;

public sealed class SshSymbolicLink : SymbolicLinkConformance<SshHarness>;

public sealed class SshVersion : VersionConformance<SshHarness>;

public sealed class SshWrite : WriteConformance<SshHarness>;

public sealed class SshWriteFailure : WriteFailureConformance<SshHarness>;

public sealed class SshWriteTarget : WriteTargetConformance<SshHarness>;

public sealed class SshWriteVisibility : WriteVisibilityConformance<SshHarness>;

public sealed class SshWriter : WriterConformance<SshHarness>;
