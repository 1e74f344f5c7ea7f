namespace Orbit.Cli.Tests.Servers;

/// <summary>What eng/servers says of the servers that run.</summary>
internal static class ServerVariables
{
    public static string Require(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
        {
            return value;
        }

        Assert.Ignore($"server absent: {name} is not set");
        return "";
    }
}
