using NUnit.Framework.Internal;
using Orbit.Storage.Decorators;
using Orbit.Storage.Testing.Decorators;

namespace Orbit.Storage.Testing.Tests.Decorators;

public sealed class ForwardingTests
{
    private static readonly object[] Decorators =
    [
        new TestCaseData((Func<IStorageBackend, IStorageBackend>)(inner => new PlainDecorator(inner))).SetName("DelegatingBackend"),
        new TestCaseData((Func<IStorageBackend, IStorageBackend>)(inner => new CountingBackend(inner))).SetName("CountingBackend"),
        new TestCaseData((Func<IStorageBackend, IStorageBackend>)(inner => new FaultInjectingBackend(inner))).SetName("FaultInjectingBackend"),
        new TestCaseData((Func<IStorageBackend, IStorageBackend>)(inner => new ThrottledBackend(inner, new ThrottleOptions()))).SetName("ThrottledBackend"),
        new TestCaseData((Func<IStorageBackend, IStorageBackend>)(inner =>
            new ThrottledBackend(inner, new ThrottleOptions { BytesPerSecond = 1_000_000, Latency = TimeSpan.FromMilliseconds(1) }))).SetName("ThrottledBackend, slow"),
    ];

    [TestCaseSource(nameof(Decorators))]
    public Task ForwardsEveryMember(Func<IStorageBackend, IStorageBackend> decorate) => DecoratorAssert.ForwardsEveryMemberAsync(decorate);

    [Test]
    public async Task MemberNotForwarded_Fails() =>
        Assert.That(await ComplaintAsync(inner => new Forgetful(inner)), Does.Contain("DeleteAsync must be forwarded once"));

    [Test]
    public async Task OptionsDropped_Fails() =>
        Assert.That(await ComplaintAsync(inner => new DropsOptions(inner)), Does.Contain("'options' of CopyAsync"));

    [Test]
    public async Task CancellationDropped_Fails() =>
        Assert.That(await ComplaintAsync(inner => new DropsCancellation(inner)), Does.Contain("'cancellationToken' of StatAsync"));

    [Test]
    public async Task AnswerChanged_Fails() =>
        Assert.That(await ComplaintAsync(inner => new ChangesTheAnswer(inner)), Does.Contain("answer of GetAttributesAsync"));

    private static async Task<string> ComplaintAsync(Func<IStorageBackend, IStorageBackend> decorate)
    {
        using (new TestExecutionContext.IsolatedContext())
        {
            return (await StorageAssert.ThrowsAsync<AssertionException>(() => DecoratorAssert.ForwardsEveryMemberAsync(decorate))).Message;
        }
    }

    private sealed class PlainDecorator(IStorageBackend inner) : DelegatingBackend(inner);

    private sealed class Forgetful(IStorageBackend inner) : DelegatingBackend(inner)
    {
        public override Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    private sealed class DropsOptions(IStorageBackend inner) : DelegatingBackend(inner)
    {
        public override Task CopyAsync(StoragePath source, StoragePath destination, CopyOptions? options = null, CancellationToken cancellationToken = default) =>
            Inner.CopyAsync(source, destination, null, cancellationToken);
    }

    private sealed class DropsCancellation(IStorageBackend inner) : DelegatingBackend(inner)
    {
        public override Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default) => Inner.StatAsync(path, CancellationToken.None);
    }

    private sealed class ChangesTheAnswer(IStorageBackend inner) : DelegatingBackend(inner)
    {
        public override async Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken = default)
        {
            await Inner.GetAttributesAsync(path, cancellationToken);
            return new StorageAttributes();
        }
    }
}
