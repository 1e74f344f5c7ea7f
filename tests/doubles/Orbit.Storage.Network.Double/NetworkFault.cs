namespace Orbit.Storage.Network.Double;

/// <summary>What becomes of a connection.</summary>
public enum NetworkFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is reset, without a farewell, as by a router that has forgotten it.</summary>
    Reset,

    /// <summary>It stays open and nothing passes any more, either way, until one of the ends closes it.</summary>
    Stall,
}
