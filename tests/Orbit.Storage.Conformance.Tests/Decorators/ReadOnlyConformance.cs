using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Decorators;

public sealed class ReadOnlyWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<ReadOnlyHarness>();
}

public sealed class ReadOnlyCancellation : CancellationConformance<ReadOnlyHarness>;

public sealed class ReadOnlyConcurrency : ConcurrencyConformance<ReadOnlyHarness>;

public sealed class ReadOnlyConditionalRead : ConditionalReadConformance<ReadOnlyHarness>;

public sealed class ReadOnlyConditionalWrite : ConditionalWriteConformance<ReadOnlyHarness>;

public sealed class ReadOnlyCopy : CopyConformance<ReadOnlyHarness>;

public sealed class ReadOnlyCreateOnly : CreateOnlyConformance<ReadOnlyHarness>;

public sealed class ReadOnlyDelete : DeleteConformance<ReadOnlyHarness>;

public sealed class ReadOnlyDirectory : DirectoryConformance<ReadOnlyHarness>;

public sealed class ReadOnlyError : ErrorConformance<ReadOnlyHarness>;

public sealed class ReadOnlyList : ListConformance<ReadOnlyHarness>;

public sealed class ReadOnlyListPaging : ListPagingConformance<ReadOnlyHarness>;

public sealed class ReadOnlyMetadata : MetadataConformance<ReadOnlyHarness>;

public sealed class ReadOnlyName : NameConformance<ReadOnlyHarness>;

public sealed class ReadOnlyOverwrite : OverwriteConformance<ReadOnlyHarness>;

public sealed class ReadOnlyParallelRead : ParallelReadConformance<ReadOnlyHarness>;

public sealed class ReadOnlyRead : ReadConformance<ReadOnlyHarness>;

public sealed class ReadOnlyRename : RenameConformance<ReadOnlyHarness>;

public sealed class ReadOnlyResume : ResumeConformance<ReadOnlyHarness>;

public sealed class ReadOnlyStat : StatConformance<ReadOnlyHarness>;

public sealed class ReadOnlyVersion : VersionConformance<ReadOnlyHarness>;

public sealed class ReadOnlyWrite : WriteConformance<ReadOnlyHarness>;

public sealed class ReadOnlyWriteFailure : WriteFailureConformance<ReadOnlyHarness>;

public sealed class ReadOnlyWriteTarget : WriteTargetConformance<ReadOnlyHarness>;

public sealed class ReadOnlyWriteVisibility : WriteVisibilityConformance<ReadOnlyHarness>;

public sealed class ReadOnlyWriter : WriterConformance<ReadOnlyHarness>;
