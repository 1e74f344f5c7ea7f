using Orbit.Storage.Smb.Fuzz;

namespace Orbit.Storage.Smb.Tests.Fuzzing;

/// <summary>A short run with a seed; tests/tools/Orbit.Storage.Smb.Fuzz makes long ones.</summary>
public sealed class FuzzTests
{
    private const ulong Seed = 20_240_229;

    [Test]
    public void Parsers_OfHostileBytes_ThrowTheOneExceptionAlone()
    {
        ParserRun run = new(Seed);

        run.Run(0, 60_000);

        Assert.Multiple(() =>
        {
            Assert.That(run.Findings, Is.Empty);
            Assert.That(run.Refused, Is.GreaterThan(10_000));
        });
    }

    [Test]
    public async Task Connections_OfHostileBytes_EndWithTheOneException()
    {
        using ConnectionRun run = new(Seed);

        await run.RunAsync(0, 300);

        Assert.Multiple(() =>
        {
            Assert.That(run.Findings, Is.Empty);
            Assert.That(run.Broken, Is.GreaterThan(50));
        });
    }
}
