using System.Diagnostics;
using System.Globalization;
using Orbit.Storage.Smb.Fuzz;

if (args is not [_, _, _, ..] || !long.TryParse(args[0], CultureInfo.InvariantCulture, out long inputs)
    || !long.TryParse(args[1], CultureInfo.InvariantCulture, out long connections) || !ulong.TryParse(args[2], CultureInfo.InvariantCulture, out ulong seed))
{
    Console.Error.WriteLine("""
        Gives what a hostile server could send to the parsers of Orbit.Storage.Smb, and to whole connections.

          dotnet run -c Release --project tests/tools/Orbit.Storage.Smb.Fuzz -- INPUTS CONNECTIONS SEED [FIRST]

        Prints what was found; the exit status says whether it was nothing. SEED and FIRST, an input's number, make an input again.
        """);
    return 2;
}

long first = args.Length > 3 ? long.Parse(args[3], CultureInfo.InvariantCulture) : 0;
Stopwatch clock = Stopwatch.StartNew();
ParserRun parsers = new(seed);
parsers.Run(first, inputs);
Console.WriteLine($"{inputs:N0} inputs to {Targets.All.Length} parsers, seed {seed}: {parsers.Refused:N0} refused, {parsers.MostSeen:N0} bytes allocated at most by one, {clock.Elapsed.TotalSeconds:0} s");

clock.Restart();
using ConnectionRun whole = new(seed);
await whole.RunAsync(first, connections);
Console.WriteLine($"{connections:N0} connections, seed {seed}: {whole.Broken:N0} broken off, {clock.Elapsed.TotalSeconds:0} s");

string[] findings = [.. parsers.Findings, .. whole.Findings];
Array.ForEach(findings, Console.Error.WriteLine);
Console.WriteLine($"{findings.Length} findings");
return findings.Length == 0 ? 0 : 1;
