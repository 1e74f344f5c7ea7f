using System.Diagnostics;
using System.Globalization;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;
using Orbit.Storage;

namespace Orbit.Cli.Doctor;

/// <summary>Examines a place step by step, and stops where the next step could not succeed.</summary>
internal sealed class Examination(Location place, Report report)
{
    private const int RoundTrips = 5;
    private bool _isHealthy = true;

    public static CheckLine Failed(string check, StorageException failure, double? milliseconds) => new()
    {
        Check = check,
        Result = "FAILED",
        Detail = $"{failure.Kind}: {failure.Message}",
        Advice = Advice.For(failure.Kind),
        Milliseconds = milliseconds,
    };

    /// <returns>Whether all is well.</returns>
    public async Task<bool> RunAsync(bool readOnly, CancellationToken cancellationToken)
    {
        StorageEntry? entry = null;
        bool isMissing = false;
        string answers = $"{place.Backend.Name}: it answers, and takes the credentials";
        bool connected = await CheckAsync("connect", async () =>
        {
            try
            {
                entry = place.Path.IsRoot ? await FirstAsync(cancellationToken) : await place.Backend.StatAsync(place.Path, cancellationToken);
                return answers;
            }
            catch (StorageException missing) when (missing.Kind == StorageErrorKind.NotFound)
            {
                isMissing = true;
                return answers;
            }
        });
        if (!connected)
        {
            return false;
        }

        Capabilities();
        StoragePath directory = place.Path;
        if (isMissing && place.Backend.Capabilities.RealDirectories)
        {
            report.Check(new CheckLine { Check = "place", Result = "FAILED", Detail = $"there is nothing at '{place.Shown}'", Advice = $"make it with: orbit mkdir '{place.Shown}'" });
            return false;
        }

        if (entry is { Kind: not StorageEntryKind.Directory } && !place.Path.IsRoot)
        {
            directory = place.Path.Parent;
            report.Check(new CheckLine { Check = "place", Result = "ok", Detail = $"it is a {entry.Kind.ToString().ToLowerInvariant()}; the rest is about the directory that holds it" });
        }

        await MeasureAsync(cancellationToken);
        await CheckAsync("list", () => ListAsync(directory, cancellationToken));
        if (readOnly)
        {
            report.Check(new CheckLine { Check = "write", Result = "skipped", Detail = "--read-only was given" });
        }
        else
        {
            await new Probe(place.Backend, directory, CheckAsync).RunAsync(cancellationToken);
        }

        return _isHealthy;
    }

    private async Task<bool> CheckAsync(string check, Func<Task<string?>> step)
    {
        long startedAt = Stopwatch.GetTimestamp();
        try
        {
            string? detail = await step();
            report.Check(new CheckLine { Check = check, Result = "ok", Detail = detail, Milliseconds = Milliseconds(startedAt) });
            return true;
        }
        catch (StorageException unsupported) when (unsupported.Kind == StorageErrorKind.Unsupported)
        {
            report.Check(new CheckLine { Check = check, Result = "skipped", Detail = unsupported.Message });
            return true;
        }
        catch (StorageException failure)
        {
            _isHealthy = false;
            report.Check(Failed(check, failure, Milliseconds(startedAt)));
            return false;
        }
    }

    private async Task<StorageEntry?> FirstAsync(CancellationToken cancellationToken)
    {
        await foreach (StorageEntry entry in place.Backend.ListAsync(place.Path, new ListOptions { MaxEntries = 1 }, cancellationToken))
        {
            return entry;
        }

        return null;
    }

    private async Task<string?> ListAsync(StoragePath directory, CancellationToken cancellationToken)
    {
        const int Most = 1000;
        int count = 0;
        await foreach (StorageEntry _ in place.Backend.ListAsync(directory, new ListOptions { MaxEntries = Most }, cancellationToken))
        {
            count++;
        }

        return count < Most ? $"{count} entries" : $"{Most} entries and perhaps more";
    }

    private async Task MeasureAsync(CancellationToken cancellationToken) => await CheckAsync("round trip", async () =>
    {
        double[] times = new double[RoundTrips];
        for (int index = 0; index < RoundTrips; index++)
        {
            long startedAt = Stopwatch.GetTimestamp();
            await place.Backend.ExistsAsync(place.Path.Combine($".orbit-doctor-{index}"), cancellationToken);
            times[index] = Milliseconds(startedAt);
        }

        Array.Sort(times);
        return string.Create(CultureInfo.InvariantCulture, $"{times[RoundTrips / 2]:0.00} ms for asking after one name, the median of {RoundTrips}");
    });

    private void Capabilities()
    {
        StorageCapabilities can = place.Backend.Capabilities;
        (string Name, bool Has)[] known =
        [
            ("real directories", can.RealDirectories), ("atomic replace", can.AtomicReplace), ("create-only writes", can.ConditionalCreate), ("copies on the server", can.ServerSideCopy),
            ("directory renames", can.RenameDirectory), ("resumable writes", can.ResumableWrite), ("settable times", can.SetLastModified), ("permissions", can.Permissions),
            ("metadata", can.Metadata), ("entity tags", can.ETag), ("versions", can.Versioning), ("ordered listings", can.OrderedListing),
        ];
        string has = string.Join(", ", known.Where(static one => one.Has).Select(static one => one.Name));
        string lacks = string.Join(", ", known.Where(static one => !one.Has).Select(static one => one.Name));
        report.Check(new CheckLine { Check = "abilities", Result = "ok", Detail = $"{has}{(lacks.Length > 0 ? $"; not: {lacks}" : "")}" });
    }

    private static double Milliseconds(long startedAt) => Math.Round(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds, 2);
}
