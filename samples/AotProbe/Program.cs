using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orbit.Storage;

const int Length = 3_000_000;
DirectoryInfo temporary = Directory.CreateTempSubdirectory("orbit-aot-");
try
{
    Dictionary<string, string?> settings = new()
    {
        ["Local:Root"] = temporary.FullName,
        ["Local:Concurrency"] = "2",
        ["Local:Deadlines:Idle"] = "00:00:10",
        ["Bucket:Bucket"] = "bucket",
        ["Bucket:Endpoint"] = "http://127.0.0.1:1",
        ["Bucket:AccessKey"] = "key",
        ["Bucket:SecretKey"] = "secret",
        ["Bucket:Retry:MaxAttempts"] = "1",
        ["Share:Host"] = "127.0.0.1",
        ["Share:Port"] = "1",
        ["Share:Share"] = "share",
        ["Share:User"] = "user",
        ["Share:Password"] = "password",
        ["Share:Retry:MaxAttempts"] = "1",
    };
    IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    ServiceCollection services = new();
    services.AddOrbitStorage().AddLocal("local", configuration.GetSection("Local")).AddMemory("memory").AddS3("bucket", configuration.GetSection("Bucket"))
        .AddSmb("share", configuration.GetSection("Share")).SetDefault("local");
    await using ServiceProvider provider = services.BuildServiceProvider();

    IStorageBackend memory = provider.GetRequiredKeyedService<IStorageBackend>("memory");
    IStorageBackend local = provider.GetRequiredService<IStorageBackend>();
    byte[] content = new byte[Length];
    new Random(1).NextBytes(content);
    await memory.WriteBytesAsync("a/content", content);
    await memory.CopyToAsync("a/content", local, "b/content");

    await using IStorageBackend opened = provider.GetRequiredService<IStorageBackendProvider>().Open(new Uri(temporary.FullName));
    int files = 0;
    await foreach (StorageEntry entry in opened.ListAsync(StoragePath.Root, new ListOptions { Recursive = true }))
    {
        files += entry is { Kind: StorageEntryKind.File, Size: Length } ? 1 : 0;
    }

    byte[] read = await opened.ReadBytesAsync("b/content");
    bool isSame = files == 1 && read.AsSpan().SequenceEqual(content);
    isSame &= await FindsNoStoreAsync(provider.GetRequiredKeyedService<IStorageBackend>("bucket"));
    isSame &= await FindsNoStoreAsync(provider.GetRequiredKeyedService<IStorageBackend>("share"));
    Console.WriteLine(isSame ? "OK" : $"The copy differs: {files} files, {read.Length} bytes.");
    return isSame ? 0 : 1;
}
finally
{
    temporary.Delete(recursive: true);
}

// Nobody listens there. That the SDK signs a request and its failure is known again says that nothing of it was trimmed away.
static async Task<bool> FindsNoStoreAsync(IStorageBackend bucket)
{
    try
    {
        await bucket.StatAsync("object");
        return false;
    }
    catch (StorageException failure) when (failure.Kind == StorageErrorKind.ConnectionFailed)
    {
        return true;
    }
}
