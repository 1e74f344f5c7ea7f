using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Orbit.Cli.Tests;

/// <summary>The real program, in a process of its own.</summary>
internal sealed class OrbitProcess : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "orbit.dll");
    private readonly Process _process;
    private readonly Task<string> _errors;

    private OrbitProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it.</summary>
    /// <param name="directory">Where it runs.</param>
    /// <param name="environment">What its environment has beside ours; null for a value takes one away.</param>
    /// <param name="arguments">Its command line.</param>
    public static OrbitProcess Start(string directory, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        // What a shell starts in the background ignores SIGINT, and hands that on to all that it starts in turn.
        ProcessStartInfo start = new("env", ["--default-signal=INT", "dotnet", "exec", Program, .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Whoever runs the tests may have a configuration of their own.
        start.Environment["XDG_CONFIG_HOME"] = directory;
        start.Environment.Remove("ORBIT_CONFIG");
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        return new OrbitProcess(Process.Start(start)!);
    }

    /// <summary>Waits for a line of standard output that has a text in it.</summary>
    public async Task AwaitLinesAsync(string text, int count)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(2));
        while (count > 0)
        {
            string line = await _process.StandardOutput.ReadLineAsync(deadline.Token) ?? throw new AssertionException($"orbit ended before it said '{text}': {await _errors}");
            count -= line.Contains(text, StringComparison.Ordinal) ? 1 : 0;
        }
    }

    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Feeds standard input, and waits for the end.</summary>
    public async Task<OrbitResult> FinishAsync(string input = "")
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(2));
        try
        {
            await _process.StandardInput.WriteAsync(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading, as most commands do.
        }

        string output = await _process.StandardOutput.ReadToEndAsync(deadline.Token);
        await _process.WaitForExitAsync(deadline.Token);
        return new OrbitResult(_process.ExitCode, output, await _errors);
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

/// <summary>What a run of the program came to.</summary>
internal sealed record OrbitResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The lines of --json.</summary>
    public IReadOnlyList<JsonElement> Json => Parse(Output);

    public IReadOnlyList<JsonElement> JsonErrors => Parse(Errors);

    public JsonElement Summary => Json.Single(static line => line.GetProperty("type").GetString() == "summary");

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";

    private static List<JsonElement> Parse(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
}
