using System.Diagnostics;

namespace Orbit.Storage.Transfers.Tests.Kills;

/// <summary>One run of the real program, to be killed or to come to its end.</summary>
internal sealed class OrbitRun : IDisposable
{
    // As all projects', its directory is that of its name, with one of the configuration's in it.
    private static readonly string Program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Orbit.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "orbit.dll"));

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private OrbitRun(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static OrbitRun Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new("dotnet", ["exec", Program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

        // Whoever runs the tests may have a configuration of their own.
        start.Environment["XDG_CONFIG_HOME"] = Path.GetTempPath();
        start.Environment.Remove("ORBIT_CONFIG");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new OrbitRun(process);
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>SIGKILL: no handler, no finally, no flush.</summary>
    /// <returns>Whether it was killed, and had not come to its end by then.</returns>
    public async Task<bool> KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode == 128 + 9;
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>What it said on standard output; fails where it did not succeed.</returns>
    public async Task<string> SucceedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        string output = await _output;
        Assert.That(_process.ExitCode, Is.Zero, $"orbit: {output}{await _errors}");
        return output;
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
