using System.Diagnostics;
using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.Measuring;

namespace Orbit.Storage.S3.Proofs;

/// <summary>
/// Lists a bucket of generated keys. Beside the library a plain loop over the SDK's pages adds up how long each took. A consumer that works spends
/// its time computing, as one that parses or hashes does.
/// </summary>
internal static class ListProof
{
    private const long Settled = 100_000;

    public static async Task<int> RunAsync(string who, string keys, string workPerPage)
    {
        TimeSpan work = TimeSpan.FromMilliseconds(double.Parse(workPerPage, CultureInfo.InvariantCulture));
        return who == "orbit" ? await ThroughLibraryAsync(keys, work) : await ThroughSdkAsync(keys, work);
    }

    private static async Task<int> ThroughLibraryAsync(string keys, TimeSpan work)
    {
        await using S3Backend backend = Endpoint.Backend("keys-" + keys);
        Measurement measurement = Measurement.Start();
        Measurement? settled = null;
        long count = 0, bytes = 0;
        await foreach (StorageEntry entry in backend.ListAsync(StoragePath.Root, new ListOptions { Recursive = true }))
        {
            bytes += entry.Size ?? 0;
            if (++count == Settled)
            {
                settled = Measurement.Start();
            }

            if (count % 1000 == 0)
            {
                Compute(work);
            }
        }

        measurement.Report($"list who=orbit entries={count} bytes={bytes} pages_s=0 work_s={(count / 1000 * work.TotalSeconds).ToString("0.000", CultureInfo.InvariantCulture)}", settled);
        return 0;
    }

    private static async Task<int> ThroughSdkAsync(string keys, TimeSpan work)
    {
        using AmazonS3Client client = Endpoint.Sdk();
        Measurement measurement = Measurement.Start();
        Measurement? settled = null;
        long count = 0, bytes = 0;
        TimeSpan pages = default;
        ListObjectsV2Request request = new() { BucketName = "keys-" + keys };
        do
        {
            long startedAt = Stopwatch.GetTimestamp();
            ListObjectsV2Response page = await client.ListObjectsV2Async(request);
            pages += Stopwatch.GetElapsedTime(startedAt);
            foreach (S3Object item in page.S3Objects)
            {
                bytes += item.Size ?? 0;
                if (++count == Settled)
                {
                    settled = Measurement.Start();
                }
            }

            Compute(work);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
        measurement.Report(string.Create(CultureInfo.InvariantCulture, $"list who=sdk entries={count} bytes={bytes} pages_s={pages.TotalSeconds:0.000} work_s={count / 1000 * work.TotalSeconds:0.000}"), settled);
        return 0;
    }

    private static void Compute(TimeSpan work)
    {
        for (long startedAt = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(startedAt) < work;)
        {
            Thread.SpinWait(20);
        }
    }
}
