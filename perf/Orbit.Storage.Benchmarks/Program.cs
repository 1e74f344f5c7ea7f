using BenchmarkDotNet.Running;
using Orbit.Storage.Benchmarks.Reading;

if (args is ["trace", ..])
{
    return TraceReport.Run(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
