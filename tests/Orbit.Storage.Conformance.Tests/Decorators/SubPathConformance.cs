using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Decorators;

public sealed class SubPathWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<SubPathHarness>();
}

public sealed class SubPathCancellation : CancellationConformance<SubPathHarness>;

public sealed class SubPathConcurrency : ConcurrencyConformance<SubPathHarness>;

public sealed class SubPathConditionalRead : ConditionalReadConformance<SubPathHarness>;

public sealed class SubPathConditionalWrite : ConditionalWriteConformance<SubPathHarness>;

public sealed class SubPathCopy : CopyConformance<SubPathHarness>;

public sealed class SubPathCreateOnly : CreateOnlyConformance<SubPathHarness>;

public sealed class SubPathDelete : DeleteConformance<SubPathHarness>;

public sealed class SubPathDirectory : DirectoryConformance<SubPathHarness>;

public sealed class SubPathError : ErrorConformance<SubPathHarness>;

public sealed class SubPathList : ListConformance<SubPathHarness>;

public sealed class SubPathListPaging : ListPagingConformance<SubPathHarness>;

public sealed class SubPathMetadata : MetadataConformance<SubPathHarness>;

public sealed class SubPathName : NameConformance<SubPathHarness>;

public sealed class SubPathOverwrite : OverwriteConformance<SubPathHarness>;

public sealed class SubPathParallelRead : ParallelReadConformance<SubPathHarness>;

public sealed class SubPathRead : ReadConformance<SubPathHarness>;

public sealed class SubPathRename : RenameConformance<SubPathHarness>;

public sealed class SubPathResume : ResumeConformance<SubPathHarness>;

public sealed class SubPathStat : StatConformance<SubPathHarness>;

public sealed class SubPathVersion : VersionConformance<SubPathHarness>;

public sealed class SubPathWrite : WriteConformance<SubPathHarness>;

public sealed class SubPathWriteFailure : WriteFailureConformance<SubPathHarness>;

public sealed class SubPathWriteTarget : WriteTargetConformance<SubPathHarness>;

public sealed class SubPathWriteVisibility : WriteVisibilityConformance<SubPathHarness>;

public sealed class SubPathWriter : WriterConformance<SubPathHarness>;
