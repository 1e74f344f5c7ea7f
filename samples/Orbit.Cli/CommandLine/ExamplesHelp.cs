using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Orbit.Cli.Commands;

namespace Orbit.Cli.CommandLine;

/// <summary>Shows the usual help, and examples behind it.</summary>
internal sealed class ExamplesHelp(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        (string title, IReadOnlyList<string> lines) = parseResult.CommandResult.Command is StorageCommand command ? ("Examples:", command.Examples) : ("Places and exit codes:", OrbitCommand.Notes);
        output.WriteLine(title);
        foreach (string line in lines)
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine();
        return exitCode;
    }
}
