using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Documents;

/// <summary>The examples of README.md, word for word, so that they compile and can be run.</summary>
internal static class ReadmeExamples
{
    public static async Task WriteAsync(string root, string localZip, IAsyncEnumerable<string> rows)
    {
        await using LocalBackend files = new(new LocalBackendOptions { Root = root });

        await files.WriteTextAsync("notes/today.txt", "Water the plants.");
        await files.WriteFileAsync("backups/today.zip", localZip, new WriteOptions { Overwrite = false });

        await using StorageWriter writer = await files.OpenWriteAsync("exports/rows.csv");
        await foreach (string row in rows)
        {
            await writer.WriteAsync(Encoding.UTF8.GetBytes(row));
        }

        await writer.CommitAsync(); // until here nobody sees rows.csv; without it, nobody ever does
    }

    public static async Task ListAsync(IStorageBackend files)
    {
        ListOptions everything = new() { Recursive = true };
        await foreach (StorageEntry entry in files.ListAsync("exports", everything))
        {
            Console.WriteLine($"{entry.Path} {entry.Size} {entry.LastModified:u}");
        }
    }

    public static async Task<string> ReadAsync(IStorageBackend files, string localCopy, Stream output)
    {
        string note = await files.ReadTextAsync("notes/today.txt");
        await files.ReadToFileAsync("backups/today.zip", localCopy); // by several ranges at once

        await using StorageContent tail = await files.OpenReadAsync("exports/rows.csv", new ReadOptions { Range = ByteRange.Suffix(1024) });
        Console.WriteLine($"The last {tail.Span.Length} of {tail.Size} bytes:");
        await tail.Reader.CopyToAsync(output);
        return note;
    }

    public static async Task FailAsync(IStorageBackend files)
    {
        try
        {
            await files.WriteTextAsync("notes/today.txt", "Again.", new WriteOptions { Overwrite = false });
        }
        catch (StorageException failure) when (failure.Kind == StorageErrorKind.AlreadyExists)
        {
            Console.WriteLine(failure.Message); // names the backend, the operation and the path
        }
    }

    public static async Task ResumeAsync(IStorageBackend bucket, string localZip)
    {
        WriteOptions resumable = new() { Resume = new ResumeOptions { JournalFile = "today.journal" } };
        await bucket.WriteFileAsync("backups/today.zip", localZip, resumable);
    }

    public static async Task MirrorAsync(IStorageBackend files, IStorageBackend bucket)
    {
        SyncOptions mirror = new()
        {
            DeleteExtra = true, // after all copies have succeeded, and not otherwise
            Exclude = ["**/*.tmp"],
            Resume = new TreeResumeOptions { JournalFile = "photos.journal" },
        };
        TreeReport report = await files.SyncAsync("photos", bucket, "backup/photos", mirror);
        Console.WriteLine($"{report.Transferred} sent, {report.Unchanged} unchanged, {report.Deleted} deleted");
    }

    public static void Register(IServiceCollection services, IConfiguration configuration, string root)
    {
        services.AddOrbitStorage()
            .AddLocal("uploads", options => options.Root = root)
            .AddMemory("scratch", configuration.GetSection("Storage:Scratch"))
            .AddS3("archive", configuration.GetSection("Storage:Archive"))
            .SetDefault("uploads");
        services.AddHealthChecks().AddOrbitStorage();
    }

    public sealed class Reports([FromKeyedServices("uploads")] IStorageBackend uploads)
    {
        public IStorageBackend Uploads => uploads;
    }
}
