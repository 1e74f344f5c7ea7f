namespace Orbit.Storage.Network.Double;

/// <summary>Faults after random numbers of bytes, both ways and over all connections; the numbers and kinds follow from a seed.</summary>
/// <param name="seed">Which numbers.</param>
/// <param name="mean">How many bytes pass between two faults on average; at least 1.</param>
/// <param name="faults">How many faults there are.</param>
/// <param name="stalls">Which share of them are stalls, 0 to 1; the others are resets.</param>
public sealed class RandomFaults(int seed, long mean, int faults, double stalls) : INetworkFaults
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private long _until = -1;
    private int _left = faults;

    /// <inheritdoc/>
    public int Left => Volatile.Read(ref _left);

    /// <inheritdoc/>
    NetworkFault INetworkFaults.Next(bool toServer, int count)
    {
        lock (_gate)
        {
            _until = _until < 0 ? Draw() : _until;
            _until -= Math.Min(_until, count);
            if (_until > 0 || _left == 0)
            {
                return NetworkFault.None;
            }

            _until = Draw();
            _left--;
            return _random.NextDouble() < stalls ? NetworkFault.Stall : NetworkFault.Reset;
        }
    }

    private long Draw() => _random.NextInt64(1, 2 * mean);
}
