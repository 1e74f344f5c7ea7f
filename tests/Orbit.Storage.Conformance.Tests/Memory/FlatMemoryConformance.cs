using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Memory;

public sealed class FlatMemoryWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<FlatMemoryHarness>();
}

public sealed class FlatMemoryCancellation : CancellationConformance<FlatMemoryHarness>;

public sealed class FlatMemoryConcurrency : ConcurrencyConformance<FlatMemoryHarness>;

public sealed class FlatMemoryConditionalRead : ConditionalReadConformance<FlatMemoryHarness>;

public sealed class FlatMemoryConditionalWrite : ConditionalWriteConformance<FlatMemoryHarness>;

public sealed class FlatMemoryCopy : CopyConformance<FlatMemoryHarness>;

public sealed class FlatMemoryCreateOnly : CreateOnlyConformance<FlatMemoryHarness>;

public sealed class FlatMemoryDelete : DeleteConformance<FlatMemoryHarness>;

public sealed class FlatMemoryDirectory : DirectoryConformance<FlatMemoryHarness>;

public sealed class FlatMemoryError : ErrorConformance<FlatMemoryHarness>;

public sealed class FlatMemoryList : ListConformance<FlatMemoryHarness>;

public sealed class FlatMemoryListPaging : ListPagingConformance<FlatMemoryHarness>;

public sealed class FlatMemoryMetadata : MetadataConformance<FlatMemoryHarness>;

public sealed class FlatMemoryName : NameConformance<FlatMemoryHarness>;

public sealed class FlatMemoryOverwrite : OverwriteConformance<FlatMemoryHarness>;

public sealed class FlatMemoryParallelRead : ParallelReadConformance<FlatMemoryHarness>;

public sealed class FlatMemoryRead : ReadConformance<FlatMemoryHarness>;

public sealed class FlatMemoryRename : RenameConformance<FlatMemoryHarness>;

public sealed class FlatMemoryResume : ResumeConformance<FlatMemoryHarness>;

public sealed class FlatMemoryStat : StatConformance<FlatMemoryHarness>;

public sealed class FlatMemoryVersion : VersionConformance<FlatMemoryHarness>;

public sealed class FlatMemoryWrite : WriteConformance<FlatMemoryHarness>;

public sealed class FlatMemoryWriteFailure : WriteFailureConformance<FlatMemoryHarness>;

public sealed class FlatMemoryWriteTarget : WriteTargetConformance<FlatMemoryHarness>;

public sealed class FlatMemoryWriteVisibility : WriteVisibilityConformance<FlatMemoryHarness>;

public sealed class FlatMemoryWriter : WriterConformance<FlatMemoryHarness>;
