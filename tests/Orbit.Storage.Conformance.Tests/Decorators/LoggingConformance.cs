using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests.Decorators;

public sealed class LoggingWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<LoggingHarness>();
}

public sealed class LoggingCancellation : CancellationConformance<LoggingHarness>;

public sealed class LoggingConcurrency : ConcurrencyConformance<LoggingHarness>;

public sealed class LoggingConditionalRead : ConditionalReadConformance<LoggingHarness>;

public sealed class LoggingConditionalWrite : ConditionalWriteConformance<LoggingHarness>;

public sealed class LoggingCopy : CopyConformance<LoggingHarness>;

public sealed class LoggingCreateOnly : CreateOnlyConformance<LoggingHarness>;

public sealed class LoggingDelete : DeleteConformance<LoggingHarness>;

public sealed class LoggingDirectory : DirectoryConformance<LoggingHarness>;

public sealed class LoggingError : ErrorConformance<LoggingHarness>;

public sealed class LoggingList : ListConformance<LoggingHarness>;

public sealed class LoggingListPaging : ListPagingConformance<LoggingHarness>;

public sealed class LoggingMetadata : MetadataConformance<LoggingHarness>;

public sealed class LoggingName : NameConformance<LoggingHarness>;

public sealed class LoggingOverwrite : OverwriteConformance<LoggingHarness>;

public sealed class LoggingParallelRead : ParallelReadConformance<LoggingHarness>;

public sealed class LoggingRead : ReadConformance<LoggingHarness>;

public sealed class LoggingRename : RenameConformance<LoggingHarness>;

public sealed class LoggingResume : ResumeConformance<LoggingHarness>;

public sealed class LoggingStat : StatConformance<LoggingHarness>;

public sealed class LoggingVersion : VersionConformance<LoggingHarness>;

public sealed class LoggingWrite : WriteConformance<LoggingHarness>;

public sealed class LoggingWriteFailure : WriteFailureConformance<LoggingHarness>;

public sealed class LoggingWriteTarget : WriteTargetConformance<LoggingHarness>;

public sealed class LoggingWriteVisibility : WriteVisibilityConformance<LoggingHarness>;

public sealed class LoggingWriter : WriterConformance<LoggingHarness>;
