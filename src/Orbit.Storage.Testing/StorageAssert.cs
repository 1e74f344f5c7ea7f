using NUnit.Framework;

namespace Orbit.Storage.Testing;

/// <summary>Assertions on failures, without blocking a thread on the call.</summary>
public static class StorageAssert
{
    /// <summary>Fails unless the call throws a <see cref="StorageException"/> of one of some kinds.</summary>
    /// <param name="call">The call.</param>
    /// <param name="kinds">The kinds; one of them will do.</param>
    /// <returns>The exception, for more checks.</returns>
    public static async Task<StorageException> FailsAsync(Func<Task> call, params StorageErrorKind[] kinds)
    {
        StorageException failure = await ThrowsAsync<StorageException>(call).ConfigureAwait(false);
        Assert.That(kinds, Does.Contain(failure.Kind), failure.ToString());
        return failure;
    }

    /// <summary>Fails unless the call throws an exception of some type, or one derived from it.</summary>
    /// <typeparam name="TException">The type.</typeparam>
    /// <param name="call">The call.</param>
    /// <returns>The exception, for more checks.</returns>
    public static async Task<TException> ThrowsAsync<TException>(Func<Task> call)
        where TException : Exception
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (TException expected)
        {
            return expected;
        }

        throw new AssertionException($"The call succeeded; {typeof(TException).Name} was expected.");
    }
}
