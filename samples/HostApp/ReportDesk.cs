using System.IO.Pipelines;
using System.Text;
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
        await scratch.WriteAsync(draft, PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(Text))), cancellationToken: cancellationToken);
        Console.WriteLine($"Drafted {draft} in {scratch.Name}.");

        StoragePath report = "reports/2026/report.txt";
        await using (StorageContent content = await scratch.OpenReadAsync(draft, cancellationToken: cancellationToken))
        {
            WriteResult written = await uploads.WriteAsync(report, content.Reader, new WriteOptions { ExpectedLength = content.Size, Overwrite = false }, cancellationToken);
            Console.WriteLine($"Published {written.Path} in {uploads.Name}: {written.Size} bytes.");
        }

        await foreach (StorageEntry entry in uploads.ListAsync(StoragePath.Root, new ListOptions { Recursive = true }, cancellationToken))
        {
            Console.WriteLine($"Listed {entry}.");
        }

        await using StorageContent published = await uploads.OpenReadAsync(report, cancellationToken: cancellationToken);
        using StreamReader reader = new(published.Reader.AsStream(leaveOpen: true));
        bool isSame = await reader.ReadToEndAsync(cancellationToken) == Text;
        Console.WriteLine(isSame ? "Read it back: the same text." : "Read it back: another text.");

        HealthReport state = await health.CheckHealthAsync(cancellationToken);
        foreach ((string name, HealthReportEntry entry) in state.Entries)
        {
            Console.WriteLine($"Health of {name}: {entry.Status}. {entry.Description}");
        }

        return isSame && state.Status == HealthStatus.Healthy;
    }
}
