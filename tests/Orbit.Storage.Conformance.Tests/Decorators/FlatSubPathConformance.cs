using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Decorators;

public sealed class FlatSubPathWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<FlatSubPathHarness>();
}

public sealed class FlatSubPathCancellation : CancellationConformance<FlatSubPathHarness>;

public sealed class FlatSubPathConcurrency : ConcurrencyConformance<FlatSubPathHarness>;

public sealed class FlatSubPathConditionalRead : ConditionalReadConformance<FlatSubPathHarness>;

public sealed class FlatSubPathConditionalWrite : ConditionalWriteConformance<FlatSubPathHarness>;

public sealed class FlatSubPathCopy : CopyConformance<FlatSubPathHarness>;

public sealed class FlatSubPathCreateOnly : CreateOnlyConformance<FlatSubPathHarness>;

public sealed class FlatSubPathDelete : DeleteConformance<FlatSubPathHarness>;

public sealed class FlatSubPathDirectory : DirectoryConformance<FlatSubPathHarness>;

public sealed class FlatSubPathError : ErrorConformance<FlatSubPathHarness>;

public sealed class FlatSubPathList : ListConformance<FlatSubPathHarness>;

public sealed class FlatSubPathListPaging : ListPagingConformance<FlatSubPathHarness>;

public sealed class FlatSubPathMetadata : MetadataConformance<FlatSubPathHarness>;

public sealed class FlatSubPathName : NameConformance<FlatSubPathHarness>;

public sealed class FlatSubPathOverwrite : OverwriteConformance<FlatSubPathHarness>;

public sealed class FlatSubPathParallelRead : ParallelReadConformance<FlatSubPathHarness>;

public sealed class FlatSubPathRead : ReadConformance<FlatSubPathHarness>;

public sealed class FlatSubPathRename : RenameConformance<FlatSubPathHarness>;

public sealed class FlatSubPathResume : ResumeConformance<FlatSubPathHarness>;

public sealed class FlatSubPathStat : StatConformance<FlatSubPathHarness>;

public sealed class FlatSubPathVersion : VersionConformance<FlatSubPathHarness>;

public sealed class FlatSubPathWrite : WriteConformance<FlatSubPathHarness>;

public sealed class FlatSubPathWriteFailure : WriteFailureConformance<FlatSubPathHarness>;

public sealed class FlatSubPathWriteTarget : WriteTargetConformance<FlatSubPathHarness>;

public sealed class FlatSubPathWriteVisibility : WriteVisibilityConformance<FlatSubPathHarness>;

public sealed class FlatSubPathWriter : WriterConformance<FlatSubPathHarness>;
