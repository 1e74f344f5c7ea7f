using BenchmarkDotNet.Running;
using Orbit.Storage.Benchmarks.Reading;
using Orbit.Storage.Benchmarks.Writing;

if (args is ["trace", ..])
{
    return TraceReport.Run(args[1..]);
}

if (args is ["pump"])
{
    return await PumpReport.RunAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
