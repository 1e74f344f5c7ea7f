using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Orbit.Cli.CommandLine;
using Orbit.Cli.Configuration;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;
using Orbit.Storage;

namespace Orbit.Cli;

/// <summary>What one invocation works with: the backends it may open, and where it reports.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Session(ServiceProvider services, LocationOpener locations, Report report)
    {
        _services = services;
        Locations = locations;
        Report = report;
    }

    public LocationOpener Locations { get; }

    public Report Report { get; }

    public static Session Open(ParseResult parsed, Report report)
    {
        ServiceCollection services = new();
        NamedBackends.AddTo(services.AddOrbitStorage(), ConfigurationFile.Read(parsed.GetValue(GlobalOptions.Configuration)));
        ServiceProvider provider = services.BuildServiceProvider();
        LocationOptions options = new()
        {
            FollowLinks = parsed.GetValue(TreeFlags.FollowLinks),
            BytesPerSecond = parsed.GetValue(TransferFlags.BandwidthLimit),
            DryRun = parsed.GetValue(TreeFlags.DryRun),
        };
        return new Session(provider, new LocationOpener(provider.GetRequiredService<IStorageBackendProvider>(), options), report);
    }

    public async ValueTask DisposeAsync()
    {
        await Locations.DisposeAsync();
        await _services.DisposeAsync();
    }
}
