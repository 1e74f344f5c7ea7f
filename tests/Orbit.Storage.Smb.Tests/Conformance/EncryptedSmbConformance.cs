using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Smb.Tests.Conformance;

public sealed class EncryptedSmbWiring
{
    [Test]
    public void Wiring_IsComplete() => HarnessAssert.WiresEveryFixture<EncryptedSmbHarness>();
}

public sealed class EncryptedSmbCancellation : CancellationConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbConcurrency : ConcurrencyConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbConditionalRead : ConditionalReadConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbConditionalWrite : ConditionalWriteConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbCopy : CopyConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbCreateOnly : CreateOnlyConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbDelete : DeleteConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbDirectory : DirectoryConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbDurability : DurabilityConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbError : ErrorConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbList : ListConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbListPaging : ListPagingConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbMetadata : MetadataConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbName : NameConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbOverwrite : OverwriteConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbParallelRead : ParallelReadConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbRead : ReadConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbRename : RenameConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbResume : ResumeConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbStat : StatConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbVersion : VersionConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbWrite : WriteConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbWriteFailure : WriteFailureConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbWriteTarget : WriteTargetConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbWriteVisibility : WriteVisibilityConformance<EncryptedSmbHarness>;

public sealed class EncryptedSmbWriter : WriterConformance<EncryptedSmbHarness>;
