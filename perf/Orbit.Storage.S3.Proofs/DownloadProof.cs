using Amazon.S3;
using Amazon.S3.Transfer;
using Orbit.Storage.Measuring;
using Orbit.Storage.S3.Double.Content;

namespace Orbit.Storage.S3.Proofs;

/// <summary>Downloads to a file, by the library, by the SDK's TransferUtility, and by the platform's client alone.</summary>
internal static class DownloadProof
{
    public static async Task<int> ToFileAsync(string who, long bytes, string file)
    {
        string key = $"object-{bytes}";
        Measurement measurement;
        string outcome = "ok";
        if (who == "orbit")
        {
            await using S3Backend backend = Endpoint.Backend("virtual");
            measurement = Measurement.Start();
            await backend.ReadToFileAsync(key, file);
        }
        else if (who == "httpclient")
        {
            measurement = await BareProof.DownloadAsync(key, bytes, file);
        }
        else
        {
            using AmazonS3Client client = Endpoint.Sdk();
            using TransferUtility utility = new(client);
            measurement = Measurement.Start();
            try
            {
                await (who == "transferutility-parallel"
                    ? utility.DownloadWithResponseAsync(new TransferUtilityDownloadRequest { BucketName = "virtual", Key = key, FilePath = file, MultipartDownloadType = MultipartDownloadType.RANGE })
                    : utility.DownloadAsync(file, "virtual", key));
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException or AmazonS3Exception)
            {
                outcome = $"failed:{failure.GetType().Name}";
            }
        }

        string figures = measurement.Take();
        Console.WriteLine($"download who={who} bytes={bytes} outcome={outcome} exact={await IsExactAsync(file, bytes)} {figures}");
        return 0;
    }

    private static async Task<bool> IsExactAsync(string file, long bytes)
    {
        if (!File.Exists(file) || new FileInfo(file).Length != bytes)
        {
            return false;
        }

        await using FileStream stream = File.OpenRead(file);
        byte[] piece = new byte[1 << 20];
        for (long at = 0; at < bytes;)
        {
            int count = await stream.ReadAsync(piece);
            if (count == 0 || Pattern.FindDifference(piece.AsSpan(0, count), at, 1) >= 0)
            {
                return false;
            }

            at += count;
        }

        return true;
    }
}
