using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Smb.Tests.Conformance;

public sealed class SigningSmbWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<SigningSmbHarness>();
}

public sealed class SigningSmbCancellation : CancellationConformance<SigningSmbHarness>;

public sealed class SigningSmbConcurrency : ConcurrencyConformance<SigningSmbHarness>;

public sealed class SigningSmbConditionalRead : ConditionalReadConformance<SigningSmbHarness>;

public sealed class SigningSmbConditionalWrite : ConditionalWriteConformance<SigningSmbHarness>;

public sealed class SigningSmbCopy : CopyConformance<SigningSmbHarness>;

public sealed class SigningSmbCreateOnly : CreateOnlyConformance<SigningSmbHarness>;

public sealed class SigningSmbDelete : DeleteConformance<SigningSmbHarness>;

public sealed class SigningSmbDirectory : DirectoryConformance<SigningSmbHarness>;

public sealed class SigningSmbDurability : DurabilityConformance<SigningSmbHarness>;

public sealed class SigningSmbError : ErrorConformance<SigningSmbHarness>;

public sealed class SigningSmbList : ListConformance<SigningSmbHarness>;

public sealed class SigningSmbListPaging : ListPagingConformance<SigningSmbHarness>;

public sealed class SigningSmbMetadata : MetadataConformance<SigningSmbHarness>;

public sealed class SigningSmbName : NameConformance<SigningSmbHarness>;

public sealed class SigningSmbOverwrite : OverwriteConformance<SigningSmbHarness>;

public sealed class SigningSmbParallelRead : ParallelReadConformance<SigningSmbHarness>;

public sealed class SigningSmbRead : ReadConformance<SigningSmbHarness>;

public sealed class SigningSmbRename : RenameConformance<SigningSmbHarness>;

public sealed class SigningSmbResume : ResumeConformance<SigningSmbHarness>;

public sealed class SigningSmbStat : StatConformance<SigningSmbHarness>;

public sealed class SigningSmbVersion : VersionConformance<SigningSmbHarness>;

public sealed class SigningSmbWrite : WriteConformance<SigningSmbHarness>;

public sealed class SigningSmbWriteFailure : WriteFailureConformance<SigningSmbHarness>;

public sealed class SigningSmbWriteTarget : WriteTargetConformance<SigningSmbHarness>;

public sealed class SigningSmbWriteVisibility : WriteVisibilityConformance<SigningSmbHarness>;

public sealed class SigningSmbWriter : WriterConformance<SigningSmbHarness>;
