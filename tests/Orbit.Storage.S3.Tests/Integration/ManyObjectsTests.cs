using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Orbit.Storage.S3.Tests.Servers;

namespace Orbit.Storage.S3.Tests.Integration;

internal sealed class ManyObjectsTests
{
    private const int Count = 10_250;
    private const int PageSize = 1000;

    [Test]
    [CancelAfter(600_000)]
    public async Task List_TenThousandObjects_IsWhatTheIndependentClientLists(CancellationToken cancellationToken)
    {
        await using CephBucket bucket = await CephBucket.CreateAsync(S3Server.Ceph, cancellationToken);
        string[] names = [.. Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"folder {i % 7}/été & {i:00000}+.txt"))];
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 24, CancellationToken = cancellationToken }, async (name, token) =>
            await bucket.Backend.WriteAsync(name, PipeReader.Create(new ReadOnlySequence<byte>(new byte[name.Length % 3])), null, token));

        long before = bucket.Connections.Requests;
        List<string> listed = [];
        await foreach (StorageEntry entry in bucket.Backend.ListAsync(StoragePath.Root, new ListOptions { Recursive = true }, cancellationToken))
        {
            listed.Add($"{entry.Size} {entry.Path}");
        }

        Assert.That(bucket.Connections.Requests - before, Is.EqualTo((Count + PageSize - 1) / PageSize), "Each page is one request.");
        Assert.That(listed, Is.EqualTo(names.Order(StringComparer.Ordinal).Select(name => $"{name.Length % 3} {name}")));
        Assert.That(listed, Is.EqualTo(await ListAsync(bucket, cancellationToken)));

        await bucket.Backend.DeleteAsync(StoragePath.Root, new DeleteOptions { Recursive = true }, cancellationToken);
        Assert.That(await ListAsync(bucket, cancellationToken), Is.Empty);
    }

    // Its lines are date, time, size and address.
    private static async Task<IReadOnlyList<string>> ListAsync(CephBucket bucket, CancellationToken cancellationToken) =>
    [
        .. (await bucket.Client.RunAsync(cancellationToken, "ls", "--recursive", bucket.Address))
            .Select(line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries)[2].Split("  ", 2, StringSplitOptions.TrimEntries))
            .Select(line => $"{line[0]} {line[1][(bucket.Address.Length + 1)..]}"),
    ];
}
