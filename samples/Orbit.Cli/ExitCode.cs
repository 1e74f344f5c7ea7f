namespace Orbit.Cli;

/// <summary>What the process ends with; docs/cli.md says it to users.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>It failed; what had arrived stays.</summary>
    public const int Failure = 1;

    /// <summary>The command line, the configuration or a setting is wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>It ran to its end, and some entries failed or differ.</summary>
    public const int Partial = 3;

    /// <summary>Ctrl-C: 128 and the signal's number, as shells have it.</summary>
    public const int Interrupted = 130;

    /// <summary>Whoever read the output has gone.</summary>
    public const int OutputClosed = 141;

    /// <summary>SIGTERM.</summary>
    public const int Terminated = 143;
}
