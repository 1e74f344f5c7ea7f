using NUnit.Framework.Internal;

namespace Orbit.Storage.Testing.Tests.Kit;

public sealed class StorageAssertTests
{
    private static readonly StorageException Missing = new(StorageErrorKind.NotFound, "missing");

    [Test]
    public async Task FailsAsync_OneOfTheKinds_IsReturned() =>
        Assert.That(await StorageAssert.FailsAsync(() => Task.FromException(Missing), StorageErrorKind.Busy, StorageErrorKind.NotFound), Is.SameAs(Missing));

    [Test]
    public async Task FailsAsync_AnotherKindOrNone_Fails()
    {
        using (new TestExecutionContext.IsolatedContext())
        {
            await StorageAssert.ThrowsAsync<AssertionException>(() => StorageAssert.FailsAsync(() => Task.FromException(Missing), StorageErrorKind.Busy));
            await StorageAssert.ThrowsAsync<AssertionException>(() => StorageAssert.FailsAsync(() => Task.CompletedTask, StorageErrorKind.Busy));
        }
    }

    [Test]
    public async Task ThrowsAsync_AnotherException_PassesThrough() =>
        await StorageAssert.ThrowsAsync<ArgumentException>(() => StorageAssert.ThrowsAsync<InvalidOperationException>(() => throw new ArgumentException("x")));
}
