namespace Orbit.Storage.Transfers.Tests.Ends;

/// <summary>What eng/servers says of the servers that run.</summary>
internal static class ServerVariables
{
    public static string Require(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
        {
            return value;
        }

        Assert.Ignore($"server absent: {name} is not set; eng/servers starts one");
        return "";
    }

    /// <summary>Makes a directory behind a server that the server's user may write.</summary>
    public static string NewDirectory(string root)
    {
        string directory = Path.Combine(root, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(directory);

        // The server's user may not be the one who runs the tests.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, (UnixFileMode)0b111_111_111);
        }

        return directory;
    }
}
