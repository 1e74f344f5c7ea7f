namespace Orbit.Storage.Tests.Reading;

/// <summary>Bodies with random manners: how they cut reads, how long they take, and whether they break or end early.</summary>
internal sealed class RandomScript(int seed, bool withFaults)
{
    private readonly Random _random = new(seed);

    public BodyScript Next(ByteSpan span, int index)
    {
        lock (_random)
        {
            int fault = withFaults ? _random.Next(6) : 0;
            long at = _random.NextInt64(0, span.Length + 1);
            return new BodyScript
            {
                Yields = _random.Next(20),
                LargestRead = _random.Next(1, (int)Math.Min(span.Length, 200_000) + 2),
                Refusal = fault == 1 ? new StorageException(StorageErrorKind.RateLimited, "slow down.") : null,
                BreaksAfter = fault is 2 or 3 ? at : null,

                // An end at the very first byte, twice, is a truncated object and rightly fails.
                EndsAfter = fault == 4 ? Math.Max(1, at) : null,
            };
        }
    }
}
