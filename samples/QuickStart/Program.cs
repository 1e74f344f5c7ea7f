using Orbit.Storage;
using QuickStart;
using QuickStart.Display;

if (!Arguments.TryParse(args, out Arguments arguments, out string? problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

if (arguments.Help)
{
    Console.WriteLine(Arguments.Usage);
    return 0;
}

using Interruption interruption = new();
try
{
    return await new Tour(arguments, ProgressDisplay.ForConsole()).RunAsync(interruption.Token);
}
catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
{
    Console.Error.WriteLine(arguments.Keep ? "Interrupted; what was copied is kept." : "Interrupted; nothing is left behind.");
    return 130;
}
catch (StorageException failure)
{
    Console.Error.WriteLine($"{failure.Kind}: {failure.Message}");
    return 1;
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
