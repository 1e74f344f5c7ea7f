using Microsoft.Extensions.Logging.Abstractions;
using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Decorators;

public sealed class OwnershipTests
{
    private static readonly object[] Views =
    [
        Case("AsReadOnly", (inner, leaveOpen) => inner.AsReadOnly(leaveOpen)),
        Case("At", (inner, leaveOpen) => inner.At("prefix", leaveOpen)),
        Case("WithBandwidthLimit", (inner, leaveOpen) => inner.WithBandwidthLimit(1_000_000, leaveOpen)),
        Case("WithConcurrencyLimit", (inner, leaveOpen) => inner.WithConcurrencyLimit(1, leaveOpen)),
        Case("WithLogging", (inner, leaveOpen) => inner.WithLogging(NullLogger.Instance, leaveOpen: leaveOpen)),
    ];

    [TestCaseSource(nameof(Views))]
    public async Task Dispose_ByDefault_DisposesTheBackend(Func<IStorageBackend, bool, IStorageBackend> decorate)
    {
        MemoryBackend backend = new();

        await decorate(backend, false).DisposeAsync();

        Assert.That(() => backend.StatAsync(""), Throws.InstanceOf<ObjectDisposedException>());
    }

    [TestCaseSource(nameof(Views))]
    public async Task Dispose_LeaveOpen_LeavesItOpen(Func<IStorageBackend, bool, IStorageBackend> decorate)
    {
        await using MemoryBackend backend = new();

        await decorate(backend, true).DisposeAsync();

        Assert.That((await backend.StatAsync("")).Kind, Is.EqualTo(StorageEntryKind.Directory));
    }

    private static TestCaseData Case(string name, Func<IStorageBackend, bool, IStorageBackend> decorate) => new TestCaseData(decorate).SetArgDisplayNames(name);
}
