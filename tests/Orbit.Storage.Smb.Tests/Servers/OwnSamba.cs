using System.Diagnostics;
using System.Globalization;

namespace Orbit.Storage.Smb.Tests.Servers;

/// <summary>A Samba server of one test's own, in one of the variants of <c>eng/servers/samba.sh</c>, to look into, kill and stop.</summary>
internal sealed class OwnSamba : IDisposable
{
    private static readonly object Starting = new();

    private readonly string _directory;
    private readonly string _variant;
    private readonly Dictionary<string, string> _environment;

    private OwnSamba(string directory, string variant)
    {
        _directory = directory;
        _variant = variant;
        _environment = File.ReadLines(Path.Combine(directory, "samba.env"))
            .Select(line => line["export ".Length..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
    }

    public int Port => int.Parse(Get("PORT_" + _variant.ToUpperInvariant()), CultureInfo.InvariantCulture);

    public string User => Get("USER");

    public string Password => Get("PASSWORD");

    /// <summary>What the share "data" holds, as a directory here.</summary>
    public string Root => Get("ROOT");

    private string State => Get("STATE_" + _variant.ToUpperInvariant());

    /// <summary>The variants that there are.</summary>
    public static string[] Variants() => Run(Script, "variants").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static OwnSamba Start(string variant)
    {
        // Where one server of the script's runs, another can be started.
        _ = SambaServer.Host;
        string directory = Path.Combine(Path.GetTempPath(), "orbit-samba-" + Guid.NewGuid().ToString("N"));

        // One after the other: a port that is free to two of them would be that of one.
        lock (Starting)
        {
            Run(Script, "start", directory, variant);
        }

        return new OwnSamba(directory, variant);
    }

    public SmbBackendOptions NewOptions() => new() { Host = "127.0.0.1", Port = Port, Share = "data", User = User, Password = Password };

    /// <summary>What the server says of its sessions: a line each, with process, version, encryption and signing.</summary>
    public string[] Sessions() => [.. Run("smbstatus", "-p", "-s", Path.Combine(State, "smb.conf"))
        .Split('\n')
        .Where(line => line.Length > 0 && char.IsAsciiDigit(line[0]))];

    /// <summary>The processes of its sessions.</summary>
    public int[] Processes() => [.. Sessions().Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)).Distinct()];

    /// <summary>Ends the sessions at once, as a crash would; the server goes on.</summary>
    public void KillSessions() => Signal("KILL");

    public void Signal(string signal)
    {
        foreach (int process in Processes())
        {
            Run("kill", "-" + signal, process.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Runs commands of an independent client on the share.</summary>
    public string Smbclient(string commands) =>
        Run("smbclient", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", $"{User}%{Password}", "//127.0.0.1/data", "-c", commands);

    /// <summary>Ends the server and starts it again, at the same port.</summary>
    public void Restart()
    {
        string pidFile = Path.Combine(State, "smbd.pid");
        Run("bash", "-c", $"source '{Path.Combine(RepositoryRoot, "eng/lib/server.sh")}'; stop_process '{pidFile}'; launch '{pidFile}' '{State}/again.log' /usr/sbin/smbd -F --no-process-group -s '{State}/smb.conf' --debug-stdout; wait_until 10 server bash -c 'exec 3<> /dev/tcp/127.0.0.1/{Port}'");
    }

    public void Dispose()
    {
        Run(Script, "stop", _directory);
        Directory.Delete(_directory, recursive: true);
    }

    private static string Script => Path.Combine(RepositoryRoot, "eng/servers/samba.sh");

    private static string RepositoryRoot
    {
        get
        {
            DirectoryInfo? directory = new(AppContext.BaseDirectory);
            while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Orbit.Storage.sln")))
            {
                directory = directory.Parent;
            }

            return directory?.FullName ?? throw new InvalidOperationException("The tests do not run from within the repository.");
        }
    }

    private string Get(string name) => _environment["ORBIT_TEST_SMB_" + name];

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments.Where(argument => !argument.Contains('%', StringComparison.Ordinal)))} ended with {process.ExitCode}: {output}{errors.Result}");
    }
}
