using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Reading;

/// <summary>
/// Bounds the requests beyond those that the ranges need: a token bucket that each needed request fills by a share of a token, with a few to
/// begin with, so that short downloads can help themselves too.
/// </summary>
internal sealed class RequestBudget(double share)
{
    private const double Floor = 8;
    private const double Capacity = 32;
    private double _tokens = share > 0 ? Floor : 0;

    public bool CanSpend => _tokens >= 1;

    /// <summary>Whether there is something to spend on small gains too: more than was there at first.</summary>
    public bool HasPlenty => _tokens >= Floor;

    /// <summary>A needed request was made.</summary>
    public void Earn() => _tokens = Math.Min(_tokens + share, Capacity);

    /// <summary>An extra request is made.</summary>
    public void Spend()
    {
        _tokens--;
        StorageTelemetry.ExtraRequests.Add(1);
    }
}
