using System.Diagnostics;
using System.Text;
using Orbit.Storage.S3.Tests.Servers;

namespace Orbit.Storage.S3.Tests.Integration;

/// <summary>s3cmd(1): other people's code, in another language, asking the same server.</summary>
internal sealed class IndependentClient : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("orbit-s3cmd-");

    public IndependentClient(S3Server server)
    {
        File.WriteAllText(Path.Combine(_home.FullName, "config"), $"""
            [default]
            access_key = {server.AccessKey}
            secret_key = {server.SecretKey}
            host_base = {server.Endpoint.Authority}
            host_bucket = {server.Endpoint.Authority}
            use_https = {(server.Endpoint.Scheme == Uri.UriSchemeHttps ? "True" : "False")}
            bucket_location = us-east-1
            progress_meter = False
            """);
    }

    /// <summary>A place for files of the test.</summary>
    public string PathOf(string name) => Path.Combine(_home.FullName, name);

    /// <summary>The lines of what the client prints.</summary>
    public async Task<string[]> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using MemoryStream output = new();
        await RunAsync(output, cancellationToken, arguments);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Copies what the client prints, which is an object's content where it gets one to <c>-</c>.</summary>
    public async Task RunAsync(Stream output, CancellationToken cancellationToken, params string[] arguments)
    {
        ProcessStartInfo start = new("s3cmd", ["--config", PathOf("config"), "--no-check-md5", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = _home.FullName, ["PYTHONIOENCODING"] = "utf-8", ["LC_ALL"] = "C.UTF-8" },
        };
        using Process process = Start(start);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            Assert.That(process.ExitCode, Is.Zero, $"s3cmd {string.Join(' ', arguments)}: {await errors}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => _home.Delete(recursive: true);

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("server absent: s3cmd is not installed");
            throw;
        }
    }
}
