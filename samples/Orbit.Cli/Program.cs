using System.CommandLine;
using Orbit.Cli;
using Orbit.Cli.CommandLine;

using Interruption interruption = new();
ParseResult parsed = OrbitCommand.Create(interruption).Parse(args);
if (parsed.Errors.Count > 0 && !UsageErrors.AsksForHelp(parsed))
{
    return UsageErrors.Write(parsed, Console.Error);
}

return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
