namespace Orbit.Storage.Network.Double;

/// <summary>When connections meet which fault. Asked by many connections at once.</summary>
public interface INetworkFaults
{
    /// <summary>How many faults are still to come.</summary>
    int Left { get; }

    /// <summary>Says what happens instead of passing on the next bytes.</summary>
    /// <param name="toServer">Their direction.</param>
    /// <param name="count">How many there are.</param>
    NetworkFault Next(bool toServer, int count);
}
