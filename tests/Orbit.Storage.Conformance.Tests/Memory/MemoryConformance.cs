using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Memory;

public sealed class MemoryWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<MemoryHarness>();
}

public sealed class MemoryCancellation : CancellationConformance<MemoryHarness>;

public sealed class MemoryConcurrency : ConcurrencyConformance<MemoryHarness>;

public sealed class MemoryConditionalRead : ConditionalReadConformance<MemoryHarness>;

public sealed class MemoryConditionalWrite : ConditionalWriteConformance<MemoryHarness>;

public sealed class MemoryCopy : CopyConformance<MemoryHarness>;

public sealed class MemoryCreateOnly : CreateOnlyConformance<MemoryHarness>;

public sealed class MemoryDelete : DeleteConformance<MemoryHarness>;

public sealed class MemoryDirectory : DirectoryConformance<MemoryHarness>;

public sealed class MemoryError : ErrorConformance<MemoryHarness>;

public sealed class MemoryList : ListConformance<MemoryHarness>;

public sealed class MemoryListPaging : ListPagingConformance<MemoryHarness>;

public sealed class MemoryMetadata : MetadataConformance<MemoryHarness>;

public sealed class MemoryName : NameConformance<MemoryHarness>;

public sealed class MemoryOverwrite : OverwriteConformance<MemoryHarness>;

public sealed class MemoryParallelRead : ParallelReadConformance<MemoryHarness>;

public sealed class MemoryRead : ReadConformance<MemoryHarness>;

public sealed class MemoryRename : RenameConformance<MemoryHarness>;

public sealed class MemoryResume : ResumeConformance<MemoryHarness>;

public sealed class MemoryStat : StatConformance<MemoryHarness>;

public sealed class MemoryVersion : VersionConformance<MemoryHarness>;

public sealed class MemoryWrite : WriteConformance<MemoryHarness>;

public sealed class MemoryWriteFailure : WriteFailureConformance<MemoryHarness>;

public sealed class MemoryWriteTarget : WriteTargetConformance<MemoryHarness>;

public sealed class MemoryWriteVisibility : WriteVisibilityConformance<MemoryHarness>;

public sealed class MemoryWriter : WriterConformance<MemoryHarness>;
