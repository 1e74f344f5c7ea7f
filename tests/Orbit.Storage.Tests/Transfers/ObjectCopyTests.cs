using Orbit.Storage.Memory;
using Orbit.Storage.Testing.Decorators;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Tests.Memory;

namespace Orbit.Storage.Tests.Transfers;

public sealed class ObjectCopyTests
{
    private static readonly DateTimeOffset Then = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase(null, true)]
    [TestCase(true, true)]
    [TestCase(false, false)]
    public async Task CopyTo_PreserveTimes_IsAsAsked(bool? preserve, bool isKept)
    {
        await using MemoryBackend source = new();
        await using MemoryBackend target = new();
        await source.WriteTextAsync("a", "x", new WriteOptions { LastModified = Then });

        await source.CopyToAsync("a", target, "b", new CopyToOptions { PreserveTimes = preserve });
        await source.CopyToAsync("a", source, "c", new CopyToOptions { PreserveTimes = preserve });

        Assert.That((await target.StatAsync("b")).LastModified == Then, Is.EqualTo(isKept));
        Assert.That((await source.StatAsync("c")).LastModified == Then, Is.EqualTo(isKept));
    }

    [Test]
    public async Task CopyTo_ResumeWhereTheTargetCannot_Unsupported()
    {
        await using MemoryBackend source = new();
        await using MemoryBackend target = new();
        await source.WriteTextAsync("a", "x");
        CopyToOptions options = new() { Resume = new ResumeOptions { JournalFile = "never-made" } };

        StorageException between = Assert.ThrowsAsync<StorageException>(() => source.CopyToAsync("a", target, "b", options))!;
        StorageException within = Assert.ThrowsAsync<StorageException>(() => source.CopyToAsync("a", source, "b", options))!;

        Assert.That((between.Kind, within.Kind), Is.EqualTo((StorageErrorKind.Unsupported, StorageErrorKind.Unsupported)));
        Assert.That(source.OpenReads, Is.Zero);
    }

    [Test]
    public async Task CopyTo_Checksum_SameContentPasses()
    {
        await using MemoryBackend source = new();
        await using MemoryBackend target = new();
        byte[] content = PatternedBytes.Create(1_000_000);
        await source.WriteBytesAsync("a", content);

        CopyToResult result = await source.CopyToAsync("a", target, "b", new CopyToOptions { Verification = TransferVerification.Checksum });
        await source.CopyToAsync("a", source, "c", new CopyToOptions { Verification = TransferVerification.Checksum });

        Assert.That(result.Size, Is.EqualTo(content.Length));
        PatternedBytes.AssertSame(await target.ReadBytesAsync("b"), content);
    }

    [Test]
    public async Task CopyTo_ArrivedDamaged_ChecksumMismatchAndDeleted()
    {
        await using MemoryBackend source = new();
        await using MemoryBackend target = new();
        await source.WriteTextAsync("a", "right");
        DamagingBackend damaging = new(target);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => source.CopyToAsync("a", damaging, "b", new CopyToOptions { Verification = TransferVerification.Checksum }))!;

        Assert.That((failure.Kind, failure.Path), Is.EqualTo((StorageErrorKind.ChecksumMismatch, (StoragePath?)"b")));
        Assert.That(await target.ExistsAsync("b"), Is.False);
    }

    [Test]
    public async Task CopyTo_SourceHasAnotherChecksumThanItsBytes_TheTargetIsAsItWas()
    {
        await using MemoryBackend source = new();
        await using MemoryBackend target = new();
        await source.WriteTextAsync("a", "right", new WriteOptions { Checksum = null });
        await target.WriteTextAsync("b", "old");
        WrongChecksumBackend wrong = new(source);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => wrong.CopyToAsync("a", target, "b", new CopyToOptions { Verification = TransferVerification.Checksum }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch));
        Assert.That(await target.ReadTextAsync("b"), Is.EqualTo("old"));
    }

    [Test]
    public async Task CopyTo_SourceBreaks_TheTargetIsAsItWas()
    {
        await using MemoryBackend inner = new();
        await using MemoryBackend target = new();
        await inner.WriteBytesAsync("a", PatternedBytes.Create(300_000));
        await target.WriteTextAsync("b", "old");
        FaultInjectingBackend source = new(inner);
        source.Faults.Add(StorageCall.OpenRead, Fault.BreakBody(100_000));

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => source.CopyToAsync("a", target, "b"))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Network));
        Assert.That(await target.ReadTextAsync("b"), Is.EqualTo("old"));
        Assert.That(inner.OpenReads, Is.Zero);
    }
}
