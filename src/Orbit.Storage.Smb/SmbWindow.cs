namespace Orbit.Storage.Smb;

/// <summary>How many requests of a megabyte are under way at once. What they bring is the window over the round trip: on a short way a few fill it, and more only take memory.</summary>
internal static class SmbWindow
{
    private const int Short = 8;
    private const int Long = 32;

    private static readonly TimeSpan LongWay = TimeSpan.FromMilliseconds(2);

    /// <param name="roundTrip">How long the server took to answer; null where it was not asked yet: a program that makes one transfer and ends may have a long way.</param>
    public static int For(TimeSpan? roundTrip) => roundTrip <= LongWay ? Short : Long;
}
