using System.Globalization;

namespace Orbit.Storage.S3.Double.Storage;

/// <summary>Any number of keys that nobody stores: <c>dir-000012/object-000012345</c>, a thousand to a directory.</summary>
internal sealed class GeneratedKeys(long count) : IKeySpace
{
    private const int PerDirectory = 1000;
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public long Count => count;

    public string KeyAt(long index) => string.Create(CultureInfo.InvariantCulture, $"dir-{index / PerDirectory:D6}/object-{index:D9}");

    public ListedObject At(long index) => new(KeyAt(index), index % 100_000, "\"0123456789abcdef0123456789abcdef\"", Epoch.AddSeconds(index));
}
