using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orbit.Storage;

namespace HostApp;

/// <summary>Drafts a report in memory, publishes it to the uploads, and reads it back.</summary>
internal sealed class ReportDesk(
    [FromKeyedServices("scratch")] IStorageBackend scratch,
    [FromKeyedServices("uploads")] IStorageBackend uploads,
    HealthCheckService health)
{
    private const string Text = "Everything is in its place.\n";

    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        StoragePath draft = "reports/draft.txt";
        WriteResult drafted = await scratch.WriteTextAsync(draft, Text, cancellationToken: cancellationToken);
        Console.WriteLine($"Drafted {draft} in {scratch.Name}: {drafted.Size} bytes.");

        StoragePath report = "reports/2026/report.txt";
        await scratch.CopyToAsync(draft, uploads, report, new CopyToOptions { Overwrite = false }, cancellationToken);
        Console.WriteLine($"Published {report} in {uploads.Name}.");

        await foreach (StorageEntry entry in uploads.ListAsync(StoragePath.Root, new ListOptions { Recursive = true }, cancellationToken))
        {
            Console.WriteLine($"Listed {entry}.");
        }

        bool isSame = await uploads.ReadTextAsync(report, cancellationToken: cancellationToken) == Text;
        Console.WriteLine(isSame ? "Read it back: the same text." : "Read it back: another text.");

        HealthReport state = await health.CheckHealthAsync(cancellationToken);
        foreach ((string name, HealthReportEntry entry) in state.Entries)
        {
            Console.WriteLine($"Health of {name}: {entry.Status}. {entry.Description}");
        }

        return isSame && state.Status == HealthStatus.Healthy;
    }
}
