using Orbit.Storage.Listing;

namespace Orbit.Storage.Tests.Listing;

public class ContinuationGuardTests
{
    [TestCase(null)]
    [TestCase("")]
    public void FindFault_NoToken_IsListingLoop(string? token)
    {
        ContinuationGuard guard = default;

        Assert.That(guard.FindFault(token)?.Kind, Is.EqualTo(StorageErrorKind.ListingLoop));
    }

    [Test]
    public void FindFault_NewTokens_IsNull()
    {
        ContinuationGuard guard = default;

        Assert.That(Enumerable.Range(0, 10_000).Select(i => guard.FindFault($"t{i}")), Is.All.Null);
    }

    [Test]
    public void FindFault_ShortCircleAfterAnyStart_IsNoticedWhenTheFirstTokenComesAgain([Values(0, 1, 2, 7, 8, 9, 100, 1000, 1023)] int before, [Range(1, 8)] int circle)
    {
        Assert.That(PagesUntilNoticed(before, circle), Is.EqualTo(before + circle + 1));
    }

    [Test]
    public void FindFault_LongCircleAfterAnyStart_IsNoticedInTheEnd([Values(0, 1, 50, 1000)] int before, [Values(9, 10, 100, 1000, 4096)] int circle)
    {
        Assert.That(PagesUntilNoticed(before, circle), Is.LessThanOrEqualTo((4 * Math.Max(before, circle)) + circle));
    }

    private static int PagesUntilNoticed(int before, int circle)
    {
        ContinuationGuard guard = default;
        for (int page = 0; page < 100_000; page++)
        {
            int token = page < before ? page : before + ((page - before) % circle);
            if (guard.FindFault($"t{token}") is not null)
            {
                return page + 1;
            }
        }

        return int.MaxValue;
    }
}
