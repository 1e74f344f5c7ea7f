using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Decorators;

public sealed class ConcurrencyLimitedWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<ConcurrencyLimitedHarness>();
}

public sealed class ConcurrencyLimitedCancellation : CancellationConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedConcurrency : ConcurrencyConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedConditionalRead : ConditionalReadConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedConditionalWrite : ConditionalWriteConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedCopy : CopyConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedCreateOnly : CreateOnlyConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedDelete : DeleteConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedDirectory : DirectoryConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedError : ErrorConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedList : ListConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedListPaging : ListPagingConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedMetadata : MetadataConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedName : NameConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedOverwrite : OverwriteConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedParallelRead : ParallelReadConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedRead : ReadConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedRename : RenameConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedResume : ResumeConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedStat : StatConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedVersion : VersionConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedWrite : WriteConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedWriteFailure : WriteFailureConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedWriteTarget : WriteTargetConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedWriteVisibility : WriteVisibilityConformance<ConcurrencyLimitedHarness>;

public sealed class ConcurrencyLimitedWriter : WriterConformance<ConcurrencyLimitedHarness>;
