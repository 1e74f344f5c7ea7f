namespace Orbit.Storage.Tests;

public class StorageExceptionTests
{
    [Test]
    public void Message_OneAttempt_IsTheDetail()
    {
        StorageException failure = new(StorageErrorKind.Network, "reset");

        Assert.That(failure.Message, Is.EqualTo("reset"));
        Assert.That(failure.Attempts, Is.EqualTo(1));
        Assert.That(failure.Elapsed, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void Message_SeveralAttempts_SaysHowManyAndHowLong()
    {
        StorageException failure = new(StorageErrorKind.Network, "reset") { Attempts = 4, Elapsed = TimeSpan.FromMilliseconds(12_340) };

        Assert.That(failure.Message, Is.EqualTo("reset (gave up after 4 attempts in 12.3 s)"));
        Assert.That(failure.ToString(), Does.Contain("gave up after 4 attempts"));
    }

    [Test]
    public void IsTransient_ByDefault_FollowsTheKind()
    {
        StorageErrorKind[] transient =
        [
            .. Enum.GetValues<StorageErrorKind>().Where(kind => new StorageException(kind, "x").IsTransient),
        ];

        Assert.That(transient, Is.EquivalentTo(new[]
        {
            StorageErrorKind.ConnectionFailed, StorageErrorKind.Network, StorageErrorKind.Timeout, StorageErrorKind.RateLimited, StorageErrorKind.Busy,
        }));
    }

    [Test]
    public void Construct_Fault_TakesAllOfIt()
    {
        IOException cause = new("inner");
        StorageFault fault = new(StorageErrorKind.Other, "odd")
        {
            IsTransient = true,
            RetryAfter = TimeSpan.FromSeconds(3),
            ServerCode = "503 SlowDown",
            RequestId = "r-1",
        };

        StorageException failure = new(fault, cause);

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Other));
        Assert.That(failure.IsTransient, Is.True);
        Assert.That(failure.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(3)));
        Assert.That(failure.ServerCode, Is.EqualTo("503 SlowDown"));
        Assert.That(failure.RequestId, Is.EqualTo("r-1"));
        Assert.That(failure.InnerException, Is.SameAs(cause));
        Assert.That(failure, Is.InstanceOf<IOException>());
    }

    [Test]
    public void Construct_NoFaultOrNoDetail_IsAnArgumentMistake()
    {
        Assert.That(() => new StorageException((StorageFault)null!, null), Throws.ArgumentNullException);
        Assert.That(() => new StorageFault(StorageErrorKind.Other, ""), Throws.ArgumentException);
    }
}
