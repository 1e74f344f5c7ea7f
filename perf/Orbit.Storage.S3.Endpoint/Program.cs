using System.Globalization;
using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Endpoint;

// The tests' endpoint in a process of its own, until its input ends; it then says how often it was asked for what. perf/s3.sh starts it with
//   [verify] [scaled] [object=<bytes>] [part-ms=<n>] [page-ms=<n>] [jitter=<seed>]
const long ResetEvery = 100_000_000;

await using S3Double server = await S3Double.StartAsync(new S3DoubleOptions
{
    AllowAwsChunked = true,
    AllowsShortenedParts = true,
    TrustsVirtualBodies = !args.Contains("verify"),
    MinPartSize = args.Contains("scaled") ? 5 << 10 : 5 << 20,
});
server.Requests.KeepsCalls = false;
server.CreateBucket("virtual", new BucketOptions { IsVirtual = true });
server.CreateBucket("stored");
server.CreateBucket("keys-1000000", new BucketOptions { GeneratedKeys = 1_000_000 });
server.CreateBucket("keys-10000000", new BucketOptions { GeneratedKeys = 10_000_000 });
foreach (string length in args.Where(setting => setting.StartsWith("object=", StringComparison.Ordinal)))
{
    long bytes = Number(length);
    server.PutPattern("virtual", $"object-{bytes}", bytes);
}

foreach (string setting in args.Where(setting => setting.Contains('=')))
{
    Script(server, setting.Split('=')[0], setting);
}

Console.WriteLine($"{server.Https.AbsoluteUri} {server.CertificateAuthorityFile}");
while (await Console.In.ReadLineAsync() is not null)
{
}

Console.WriteLine(string.Join(' ', server.Requests.Counts.Select(pair => $"{pair.Key}={pair.Value}")));
return 0;

static void Script(S3Double server, string name, string setting)
{
    switch (name)
    {
        case "part-ms":
            server.Faults.Add("UploadPart", new Fault { Delay = TimeSpan.FromMilliseconds(Number(setting)) }, int.MaxValue);
            break;
        case "page-ms":
            server.Faults.Add("ListObjectsV2", new Fault { Delay = TimeSpan.FromMilliseconds(Number(setting)) }, int.MaxValue);
            break;
        case "jitter":
            // Latency of 5 to 100 ms before each answer, and after each 100 MB of content a reset in the middle of the next body.
            SplitMix random = new((ulong)Number(setting));
            long served = 0;
            server.Faults.Add("GetObject", (call, _) =>
            {
                lock (random)
                {
                    long before = served / ResetEvery;
                    served += LengthOf(call);
                    bool resets = served / ResetEvery > before;
                    return new Fault { Delay = TimeSpan.FromMilliseconds(5 + (random.Next() % 96)), ResetDownloadAfter = resets ? Math.Max(1, LengthOf(call) / 2) : null };
                }
            });
            break;
    }
}

// A whole object in one answer counts as 256 MiB: it too is reset, once.
static long LengthOf(S3Call call) => call.Header("Range") is { } range && range["bytes=".Length..].Split('-') is [{ Length: > 0 } from, { Length: > 0 } to]
    ? long.Parse(to, CultureInfo.InvariantCulture) - long.Parse(from, CultureInfo.InvariantCulture) + 1
    : 256 << 20;

static long Number(string setting) => long.Parse(setting.Split('=')[1], CultureInfo.InvariantCulture);
