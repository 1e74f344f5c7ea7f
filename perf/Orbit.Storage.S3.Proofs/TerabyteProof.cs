using System.Buffers;
using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Orbit.Storage.Measuring;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;
using Orbit.Storage.Writing;

namespace Orbit.Storage.S3.Proofs;

/// <summary>
/// The largest object, twice with a shortened path. At full scale: the real plan, the real sink, real requests and a real completion of up to 10,000 parts,
/// but the parts' bytes stay at home. Scaled by 1,024: everything real from the pipe to the server, with all limits and the memory divided.
/// </summary>
internal static class TerabyteProof
{
    private const long FiveTebibytes = 5L << 40;

    public static async Task<int> FullScaleAsync(bool isKnown)
    {
        using AmazonS3Client client = Endpoint.Sdk(inner => new ShortenedHandler(inner), config =>
        {
            config.MaxErrorRetry = 0;
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        });
        S3BackendOptions options = new() { Bucket = "virtual", Client = client, Store = S3Profile.Aws };
        await using S3Backend backend = new(options);
        WriteRequest request = new("terabytes", new WriteOptions { ExpectedLength = isKnown ? FiveTebibytes : null });
        S3Store store = new() { Client = client, Bucket = "virtual", Key = new S3Key("", backend), Profile = S3Profile.Aws, Options = options, Time = TimeProvider.System };
        Measurement measurement = Measurement.Start();
        _ = PartPlan.TryCreate(backend.Capabilities, 8 << 20, request.Length, out PartPlan? plan);
        await using S3PartSink sink = new(store, request);
        await sink.BeginAsync(CancellationToken.None);
        PartReceipt?[] receipts = new PartReceipt?[10_000];
        int count = 0;
        long smallest = long.MaxValue, largest = 0;
        await Parallel.ForEachAsync(Cut(plan!), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (part, token) =>
        {
            receipts[part.Index] = await sink.WritePartAsync(part, token);
            lock (receipts)
            {
                count++;
                (smallest, largest) = (Math.Min(smallest, part.Length), Math.Max(largest, part.Length));
            }
        });
        WriteResult result = await sink.CompleteAsync([.. receipts.Take(count).Select(receipt => receipt!)], FiveTebibytes, CancellationToken.None);
        StorageEntry stored = await backend.StatAsync("terabytes");
        measurement.Report(string.Create(
            CultureInfo.InvariantCulture,
            $"5TiB known={isKnown} parts={count} smallest_mb={smallest / 1048576.0:0} largest_mb={largest / 1048576.0:0} sent={result.Size} stored={stored.Size}"));
        return stored.Size == FiveTebibytes ? 0 : 1;
    }

    public static async Task<int> ScaledAsync(bool isKnown)
    {
        const long Length = FiveTebibytes / 1024;
        S3BackendOptions options = Endpoint.Options("virtual");
        options.Store = new S3Profile
        {
            Name = "scaled",
            Checksums = true,
            ConditionalCreate = true,
            ConditionalUpdate = true,
            ConditionalComplete = true,
            MinPartSize = 5 << 10,
            MaxPartSize = 5 << 20,
            MaxObjectSize = Length,
        };
        options.PartSize = 8 << 10;
        using TransferMemory memory = new(1 << 20);
        await using S3Backend backend = new(options, new StorageServices { Memory = memory });
        Measurement measurement = Measurement.Start();
        await using PatternStream source = new(Length);
        WriteResult result = await backend.WriteAsync("scaled", source, new WriteOptions { ExpectedLength = isKnown ? Length : null });
        measurement.Report($"5TiB/1024 known={isKnown} sent={result.Size} peak_reserved={memory.PeakReserved}");
        return result.Size == Length ? 0 : 1;
    }

    private static IEnumerable<UnreadPart> Cut(PartPlan plan)
    {
        long offset = 0;
        for (int index = 0; offset < FiveTebibytes; index++)
        {
            if (plan.CheckCount(index) is { } fault)
            {
                throw new InvalidOperationException(fault.Detail);
            }

            long size = Math.Min(plan.SizeOf(index, offset), FiveTebibytes - offset);
            // Any checksum will do: what counts is that the server, by other code, joins them to the same checksum of the whole.
            yield return new UnreadPart(index, offset, size) { Crc32 = (uint)(index * 2654435761) };
            offset += size;
        }
    }

    private sealed class UnreadPart(int index, long offset, long length) : PartContent(index, offset, length)
    {
        public override bool TryGetMemory(out ReadOnlySequence<byte> bytes)
        {
            bytes = default;
            return false;
        }

        public override Stream OpenStream() => new PatternStream(Length, canSeek: true);
    }
}
