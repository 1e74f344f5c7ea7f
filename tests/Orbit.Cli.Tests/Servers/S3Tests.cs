using System.Text;
using Amazon.S3;

namespace Orbit.Cli.Tests.Servers;

/// <summary>The program against a Ceph gateway.</summary>
internal sealed class S3Tests : CliTest
{
    private readonly string _bucket = $"orbit-cli-{Guid.NewGuid():n}";

    private string Query { get; set; } = "";

    [SetUp]
    public async Task MakeBucketAsync()
    {
        string endpoint = ServerVariables.Require("ORBIT_TEST_S3_CEPH");
        string key = ServerVariables.Require("ORBIT_TEST_S3_CEPH_KEY");
        string secret = ServerVariables.Require("ORBIT_TEST_S3_CEPH_SECRET");
        Environment["AWS_ACCESS_KEY_ID"] = key;
        Environment["AWS_SECRET_ACCESS_KEY"] = secret;
        Query = $"?endpoint={Uri.EscapeDataString(endpoint)}&path_style=true&Store=ceph&region=us-east-1";
        using AmazonS3Client client = new(key, secret, new AmazonS3Config { ServiceURL = endpoint, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        await client.PutBucketAsync(_bucket);
    }

    [Test]
    public async Task Cp_TreeThereAndBack_IsTheSame()
    {
        Fill("src", 5, 10_000);
        Write("src/deep/größe.txt", "name");

        OrbitResult up = await RunAsync("cp", "-r", "src", Place("prefix"), "--verify");
        OrbitResult same = await RunAsync("verify", "src", Place("prefix"));
        OrbitResult back = await RunAsync("cp", "-r", Place("prefix"), "back");
        OrbitResult one = await RunAsync("cp", Place("prefix/deep/größe.txt"), "one/");

        Assert.That(new[] { up, same, back, one }.Select(static result => result.ExitCode), Is.All.Zero, $"{up}{same}{back}{one}");
        AssertAlike("src", "back");
        Assert.That(Read("one/größe.txt"), Is.EqualTo("name"));
    }

    [Test]
    public async Task Presign_GetAndPut_WorkWithoutCredentials()
    {
        using HttpClient client = new();

        OrbitResult put = await RunAsync("presign", "put", Place("signed.txt"));
        using HttpResponseMessage uploaded = await client.PutAsync(put.Output.Trim(), new ByteArrayContent(Encoding.UTF8.GetBytes("signed")));
        OrbitResult get = await RunAsync("presign", "get", Place("signed.txt"));

        Assert.That(uploaded.IsSuccessStatusCode, put.ToString());
        Assert.That(await client.GetStringAsync(get.Output.Trim()), Is.EqualTo("signed"));
    }

    [Test]
    public async Task Doctor_Bucket_IsWellAndLeftEmpty()
    {
        OrbitResult result = await RunAsync("doctor", Place(""));
        OrbitResult left = await RunAsync("ls", "-r", Place(""));

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(left.Output, Is.Empty);
    }

    [Test]
    public async Task Doctor_MissingBucketAndWrongKey_AreToldApart()
    {
        OrbitResult missing = await RunAsync("doctor", $"s3://{_bucket}-not/{Query}");
        Environment["AWS_SECRET_ACCESS_KEY"] = "a wrong secret";
        OrbitResult wrong = await RunAsync("doctor", Place(""));

        Assert.That((missing.ExitCode, wrong.ExitCode), Is.EqualTo((1, 1)));
        Assert.That(missing.Output, Does.Contain("ContainerNotFound").And.Contain("name of the bucket"));
        Assert.That(wrong.Output, Does.Contain("AuthenticationFailed").And.Contain("check user, key or password"));
    }

    [Test]
    public async Task Cp_LargeFileKilled_GoesOnWithItsParts()
    {
        Fill("src", 1, 24 << 20);
        string[] copy = ["cp", "src/000.bin", Place("large.bin"), "--journal", "j", "--part-size", "5M", "--json"];
        using OrbitProcess first = Start([.. copy, "--bwlimit", "6M"]);
        // The journal is locked while it is used, but grows with each part that the store has.
        long begun = 0;
        for (int tries = 0; tries < 600 && (begun == 0 || new FileInfo(At("j")).Length <= begun); tries++)
        {
            begun = begun == 0 && File.Exists(At("j")) ? new FileInfo(At("j")).Length : begun;
            await Task.Delay(50);
        }

        first.Signal("KILL");
        await first.FinishAsync();
        OrbitResult second = await RunAsync([.. copy, "--resume"]);
        OrbitResult back = await RunAsync("cp", Place("large.bin"), "back.bin");

        Assert.That(second.ExitCode, Is.Zero, second.ToString());
        Assert.That(second.Json[^1].GetProperty("resumedBytes").GetInt64(), Is.GreaterThan(0), second.ToString());
        Assert.That(back.ExitCode, Is.Zero);
        Assert.That(await File.ReadAllBytesAsync(At("back.bin")), Is.EqualTo(await File.ReadAllBytesAsync(At("src/000.bin"))));
    }

    private string Place(string key) => $"s3://{_bucket}/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}{Query}";
}
