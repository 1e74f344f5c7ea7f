using System.Globalization;
using Orbit.Storage;
using Orbit.Storage.S3;
using Orbit.Storage.Testing.Content;

// A process that uploads and can be killed: ENDPOINT BUCKET KEY JOURNAL LENGTH SEED PART_SIZE STALLS_AT. Keys and certificate come in the environment.
// It says "stored BYTES" as it goes, "stalled" when its source gives no more bytes (STALLS_AT of -1: never), and "done BYTES RESUMED_BYTES".
(Uri endpoint, string bucket, string key, string journal) = (new Uri(args[0]), args[1], args[2], args[3]);
long[] numbers = [.. args[4..].Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
(long length, long seed, long partSize, long stallsAt) = (numbers[0], numbers[1], numbers[2], numbers[3]);

string? authority = Environment.GetEnvironmentVariable("UPLOADER_CA");
await using S3Backend backend = new(new S3BackendOptions
{
    Bucket = bucket,
    Endpoint = endpoint,
    AccessKey = Environment.GetEnvironmentVariable("UPLOADER_KEY"),
    SecretKey = Environment.GetEnvironmentVariable("UPLOADER_SECRET"),
    CertificateAuthorityFile = string.IsNullOrEmpty(authority) ? null : authority,
    Store = new S3Profile { Name = "small-parts", MinPartSize = 64 << 10 },
});
SourceBehavior behavior = new()
{
    StallsAt = stallsAt < 0 ? null : stallsAt,
    OnRead = position =>
    {
        if (position == stallsAt)
        {
            Console.WriteLine("stalled");
        }
    },
};
WriteOptions options = new()
{
    Resume = new ResumeOptions { JournalFile = journal },
    Transfer = new TransferOptions { PartSize = partSize, Concurrency = 4 },
    Progress = new Teller(),
};

WriteResult result = await backend.WriteAsync(key, new PatternedContent(length, (int)seed).OpenSource(behavior), options);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done {result.Size} {result.ResumedBytes}"));

// At once and in order, where Progress<T> would post to the pool.
internal sealed class Teller : IProgress<TransferProgress>
{
    public void Report(TransferProgress value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stored {value.BytesTransferred}"));
}
