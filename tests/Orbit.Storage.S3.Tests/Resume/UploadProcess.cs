using System.Diagnostics;
using System.Globalization;

namespace Orbit.Storage.S3.Tests.Resume;

/// <summary>A program that uploads in a process of its own, so that it can be killed.</summary>
internal sealed class UploadProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private UploadProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static UploadProcess Start(S3BackendOptions to, string key, string journal, long length, int seed, long partSize, long stallsAt = -1)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "Orbit.Storage.S3.Uploader.dll"), to.Endpoint!.ToString(), to.Bucket, key, journal,
            .. new[] { length, seed, partSize, stallsAt }.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["UPLOADER_KEY"] = to.AccessKey;
        start.Environment["UPLOADER_SECRET"] = to.SecretKey;
        start.Environment["UPLOADER_CA"] = to.CertificateAuthorityFile ?? "";
        return new UploadProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it says a word.</summary>
    /// <returns>The line that begins with it; fails where the process ends without.</returns>
    public async Task<string> AwaitAsync(string word, CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return line;
            }
        }

        Assert.Fail($"The uploader ended before it said '{word}': {await _errors}");
        return "";
    }

    /// <summary>Waits until it has stored so many bytes, those included that it did not have to send.</summary>
    public async Task AwaitStoredAsync(long bytes, CancellationToken cancellationToken)
    {
        long stored = 0;
        while (stored < bytes)
        {
            stored = long.Parse((await AwaitAsync("stored ", cancellationToken)).Split(' ')[1], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Lets it come to its end.</summary>
    /// <returns>How many bytes it did not send because they were there, or null where it did not succeed.</returns>
    public async Task<long?> EndAsync(CancellationToken cancellationToken)
    {
        string output = await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        string? done = output.Split('\n').FirstOrDefault(line => line.StartsWith("done ", StringComparison.Ordinal));
        return done is null ? null : long.Parse(done.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    public async Task<string> ReadErrorsAsync() => await _errors;

    /// <summary>SIGKILL: no handler, no finally, no flush.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
