using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Scripted;

public sealed class ScriptedWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<ScriptedHarness>();
}

public sealed class ScriptedCancellation : CancellationConformance<ScriptedHarness>;

public sealed class ScriptedConcurrency : ConcurrencyConformance<ScriptedHarness>;

public sealed class ScriptedConditionalRead : ConditionalReadConformance<ScriptedHarness>;

public sealed class ScriptedConditionalWrite : ConditionalWriteConformance<ScriptedHarness>;

public sealed class ScriptedCopy : CopyConformance<ScriptedHarness>;

public sealed class ScriptedCreateOnly : CreateOnlyConformance<ScriptedHarness>;

public sealed class ScriptedDelete : DeleteConformance<ScriptedHarness>;

public sealed class ScriptedDirectory : DirectoryConformance<ScriptedHarness>;

public sealed class ScriptedError : ErrorConformance<ScriptedHarness>;

public sealed class ScriptedList : ListConformance<ScriptedHarness>;

public sealed class ScriptedListPaging : ListPagingConformance<ScriptedHarness>;

public sealed class ScriptedMetadata : MetadataConformance<ScriptedHarness>;

public sealed class ScriptedName : NameConformance<ScriptedHarness>;

public sealed class ScriptedOverwrite : OverwriteConformance<ScriptedHarness>;

public sealed class ScriptedParallelRead : ParallelReadConformance<ScriptedHarness>;

public sealed class ScriptedRead : ReadConformance<ScriptedHarness>;

public sealed class ScriptedRename : RenameConformance<ScriptedHarness>;

public sealed class ScriptedResume : ResumeConformance<ScriptedHarness>;

public sealed class ScriptedStat : StatConformance<ScriptedHarness>;

public sealed class ScriptedVersion : VersionConformance<ScriptedHarness>;

public sealed class ScriptedWrite : WriteConformance<ScriptedHarness>;

public sealed class ScriptedWriteFailure : WriteFailureConformance<ScriptedHarness>;

public sealed class ScriptedWriteTarget : WriteTargetConformance<ScriptedHarness>;

public sealed class ScriptedWriteVisibility : WriteVisibilityConformance<ScriptedHarness>;

public sealed class ScriptedWriter : WriterConformance<ScriptedHarness>;
