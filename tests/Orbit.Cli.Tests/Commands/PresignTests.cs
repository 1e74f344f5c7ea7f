namespace Orbit.Cli.Tests.Commands;

internal sealed class PresignTests : CliTest
{
    private const string Query = "?endpoint=http%3A%2F%2F127.0.0.1:9&path_style=true&AccessKey=key&SecretKey=secret&region=us-east-1";

    [Test]
    public async Task Presign_Get_SignsWithoutAConnection()
    {
        OrbitResult result = await RunAsync("presign", "get", $"s3://bucket/a%20b{Query}", "--expires", "15m");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.StartWith("http://127.0.0.1:9/bucket/a%20b?").And.Match("X-Amz-Expires=(900|8[0-9][0-9])").And.Contain("X-Amz-Signature="));
        Assert.That(result.Output, Does.Not.Contain("secret"));
    }

    [Test]
    public async Task Presign_Elsewhere_IsUnsupported()
    {
        OrbitResult result = await RunAsync("presign", "put", "file.txt", "--json");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.JsonErrors[0].GetProperty("kind").GetString(), Is.EqualTo("Unsupported"));
    }

    [TestCase("8d")]
    [TestCase("0s")]
    [TestCase("soon")]
    public async Task Presign_BadDuration_IsRefused(string duration) =>
        Assert.That((await RunAsync("presign", "get", $"s3://bucket/a{Query}", "--expires", duration)).ExitCode, Is.EqualTo(2));
}
