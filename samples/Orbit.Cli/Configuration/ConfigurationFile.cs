using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Orbit.Cli.Configuration;

/// <summary>Finds and reads the file that gives backends their names.</summary>
internal static class ConfigurationFile
{
    /// <summary>Names the file where the command line does not.</summary>
    public const string Variable = "ORBIT_CONFIG";

    public static string DefaultPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "orbit", "config.json");

    /// <summary>Reads the file that is named, else the one in its usual place if there is one.</summary>
    /// <exception cref="UsageException">A file that is named does not exist, or is no JSON.</exception>
    public static IConfiguration Read(string? named)
    {
        named ??= Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? variable : null;
        string path = Path.GetFullPath(named ?? DefaultPath);
        if (!File.Exists(path))
        {
            return named is null
                ? new ConfigurationBuilder().Build()
                : throw new UsageException($"The configuration file '{path}' does not exist; correct --config or {Variable}, or leave both out to use {DefaultPath}.");
        }

        try
        {
            return new ConfigurationBuilder().AddJsonFile(path, optional: false).Build();
        }
        catch (Exception failure) when (failure is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            // What the parser says may show a line of the file, and with it a secret: its position is enough.
            string where = LineOf(failure) is { } line ? $" near line {line + 1}" : "";
            throw new UsageException($"The configuration file '{path}' cannot be read{where}: it must be a JSON object as docs/cli.md shows, and readable by you.");
        }
    }

    private static long? LineOf(Exception failure)
    {
        for (Exception? inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is JsonException { LineNumber: { } line })
            {
                return line;
            }
        }

        return null;
    }
}
