using System.Runtime.CompilerServices;

namespace Orbit.Storage.Listing;

/// <summary>
/// Notices a listing that goes in a circle, in constant memory: a circle of up to eight pages when its first token comes again, a longer one
/// by Brent's method (R. P. Brent, "An improved Monte Carlo factorization algorithm", 1980).
/// </summary>
internal struct ContinuationGuard
{
    private Recent _recent;
    private string? _milestone;
    private long _pages;
    private long _nextMilestone;

    /// <summary>Takes the token of a page that has a next one, and says what is wrong with it.</summary>
    public StorageFault? FindFault(string? continuation)
    {
        if (string.IsNullOrEmpty(continuation))
        {
            return new StorageFault(StorageErrorKind.ListingLoop, "the server says that more follows, but not where; entries would be missing in silence.");
        }

        if (continuation == _milestone || IsRecent(continuation))
        {
            return new StorageFault(StorageErrorKind.ListingLoop, $"the server repeats itself after {_pages} pages; the listing would never end.");
        }

        _recent[(int)(_pages % Recent.Length)] = continuation;
        if (_pages++ >= _nextMilestone)
        {
            _milestone = continuation;
            _nextMilestone = _pages * 2;
        }

        return null;
    }

    private readonly bool IsRecent(string continuation)
    {
        foreach (string? token in (ReadOnlySpan<string?>)_recent)
        {
            if (token == continuation)
            {
                return true;
            }
        }

        return false;
    }

    [InlineArray(Length)]
    private struct Recent
    {
        public const int Length = 8;
        private string? _first;
    }
}
