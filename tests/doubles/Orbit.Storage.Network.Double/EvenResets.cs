namespace Orbit.Storage.Network.Double;

/// <summary>A reset each time that so many bytes have passed one way, over all connections.</summary>
/// <param name="toServer">Which direction's bytes count.</param>
/// <param name="each">After how many bytes.</param>
/// <param name="resets">How often.</param>
public sealed class EvenResets(bool toServer, long each, int resets) : INetworkFaults
{
    private readonly Lock _gate = new();
    private long _passed;
    private int _left = resets;

    /// <inheritdoc/>
    public int Left => Volatile.Read(ref _left);

    /// <inheritdoc/>
    NetworkFault INetworkFaults.Next(bool direction, int count)
    {
        if (direction != toServer)
        {
            return NetworkFault.None;
        }

        lock (_gate)
        {
            _passed += count;
            if (_passed < each || _left == 0)
            {
                return NetworkFault.None;
            }

            _passed = 0;
            _left--;
            return NetworkFault.Reset;
        }
    }
}
