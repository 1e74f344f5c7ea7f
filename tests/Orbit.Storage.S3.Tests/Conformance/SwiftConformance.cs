using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.S3.Tests.Conformance;

public sealed class SwiftWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<SwiftHarness>();
}

public sealed class SwiftCancellation : CancellationConformance<SwiftHarness>;

// A hundred uploads in parts are a thousand requests, of which it answers some thirty in a second.
[CancelAfter(180_000)]
public sealed class SwiftConcurrency : ConcurrencyConformance<SwiftHarness>;

public sealed class SwiftConditionalRead : ConditionalReadConformance<SwiftHarness>;

public sealed class SwiftConditionalWrite : ConditionalWriteConformance<SwiftHarness>;

public sealed class SwiftCopy : CopyConformance<SwiftHarness>;

public sealed class SwiftCreateOnly : CreateOnlyConformance<SwiftHarness>;

public sealed class SwiftDelete : DeleteConformance<SwiftHarness>;

public sealed class SwiftDirectory : DirectoryConformance<SwiftHarness>;

public sealed class SwiftDurability : DurabilityConformance<SwiftHarness>;

public sealed class SwiftError : ErrorConformance<SwiftHarness>;

public sealed class SwiftList : ListConformance<SwiftHarness>;

public sealed class SwiftListPaging : ListPagingConformance<SwiftHarness>;

public sealed class SwiftMetadata : MetadataConformance<SwiftHarness>;

public sealed class SwiftName : NameConformance<SwiftHarness>;

public sealed class SwiftOverwrite : OverwriteConformance<SwiftHarness>;

public sealed class SwiftParallelRead : ParallelReadConformance<SwiftHarness>;

public sealed class SwiftRead : ReadConformance<SwiftHarness>;

public sealed class SwiftRename : RenameConformance<SwiftHarness>;

public sealed class SwiftResume : ResumeConformance<SwiftHarness>;

public sealed class SwiftStat : StatConformance<SwiftHarness>;

public sealed class SwiftVersion : VersionConformance<SwiftHarness>;

public sealed class SwiftWrite : WriteConformance<SwiftHarness>;

public sealed class SwiftWriteFailure : WriteFailureConformance<SwiftHarness>;

public sealed class SwiftWriteTarget : WriteTargetConformance<SwiftHarness>;

public sealed class SwiftWriteVisibility : WriteVisibilityConformance<SwiftHarness>;

public sealed class SwiftWriter : WriterConformance<SwiftHarness>;
