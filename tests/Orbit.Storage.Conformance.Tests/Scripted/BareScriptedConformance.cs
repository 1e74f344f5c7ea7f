using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Scripted;

public sealed class BareScriptedWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<BareScriptedHarness>();
}

public sealed class BareScriptedCancellation : CancellationConformance<BareScriptedHarness>;

public sealed class BareScriptedConcurrency : ConcurrencyConformance<BareScriptedHarness>;

public sealed class BareScriptedConditionalRead : ConditionalReadConformance<BareScriptedHarness>;

public sealed class BareScriptedConditionalWrite : ConditionalWriteConformance<BareScriptedHarness>;

public sealed class BareScriptedCopy : CopyConformance<BareScriptedHarness>;

public sealed class BareScriptedCreateOnly : CreateOnlyConformance<BareScriptedHarness>;

public sealed class BareScriptedDelete : DeleteConformance<BareScriptedHarness>;

public sealed class BareScriptedDirectory : DirectoryConformance<BareScriptedHarness>;

public sealed class BareScriptedError : ErrorConformance<BareScriptedHarness>;

public sealed class BareScriptedList : ListConformance<BareScriptedHarness>;

public sealed class BareScriptedListPaging : ListPagingConformance<BareScriptedHarness>;

public sealed class BareScriptedMetadata : MetadataConformance<BareScriptedHarness>;

public sealed class BareScriptedName : NameConformance<BareScriptedHarness>;

public sealed class BareScriptedOverwrite : OverwriteConformance<BareScriptedHarness>;

public sealed class BareScriptedParallelRead : ParallelReadConformance<BareScriptedHarness>;

public sealed class BareScriptedRead : ReadConformance<BareScriptedHarness>;

public sealed class BareScriptedRename : RenameConformance<BareScriptedHarness>;

public sealed class BareScriptedResume : ResumeConformance<BareScriptedHarness>;

public sealed class BareScriptedStat : StatConformance<BareScriptedHarness>;

public sealed class BareScriptedVersion : VersionConformance<BareScriptedHarness>;

public sealed class BareScriptedWrite : WriteConformance<BareScriptedHarness>;

public sealed class BareScriptedWriteFailure : WriteFailureConformance<BareScriptedHarness>;

public sealed class BareScriptedWriteTarget : WriteTargetConformance<BareScriptedHarness>;

public sealed class BareScriptedWriteVisibility : WriteVisibilityConformance<BareScriptedHarness>;

public sealed class BareScriptedWriter : WriterConformance<BareScriptedHarness>;
