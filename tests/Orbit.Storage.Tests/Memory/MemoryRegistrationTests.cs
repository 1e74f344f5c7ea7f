using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Memory;

public sealed class MemoryRegistrationTests
{
    [Test]
    public async Task AddMemory_WithoutOptions_IsAWorkingStore()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddMemory("scratch");
        await using ServiceProvider provider = services.BuildServiceProvider();

        IStorageBackend backend = provider.GetRequiredService<IStorageBackend>();
        await backend.CreateDirectoryAsync("a");

        Assert.That(backend, Is.TypeOf<MemoryBackend>());
        Assert.That((await backend.StatAsync("a")).Kind, Is.EqualTo(StorageEntryKind.Directory));
    }

    [Test]
    public async Task AddMemory_EveryOptionInConfiguration_IsRead()
    {
        // A member that is added to the options and not to what reads them shows up here.
        Dictionary<string, string?> values = new()
        {
            ["FlatKeys"] = "true",
            ["KeepVersions"] = "true",
            ["MaxBytes"] = "10",
            ["MaxObjectSize"] = "9",
            ["MaxParts"] = "8",
            ["MinPartSize"] = "2",
            ["MaxPartSize"] = "7",
            ["EqualParts"] = "true",
            ["PartChecksums"] = "true",
            ["PageSize"] = "6",
            ["BulkDeleteLimit"] = "5",
        };
        string[] declared = [.. typeof(MemoryBackendOptions).GetProperties().Where(p => p.DeclaringType == typeof(MemoryBackendOptions)).Select(p => p.Name)];
        Assert.That(values.Keys, Is.EquivalentTo(declared));

        ServiceCollection services = new();
        services.AddOrbitStorage().AddMemory("scratch", new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        await using ServiceProvider provider = services.BuildServiceProvider();

        MemoryBackendOptions options = provider.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<MemoryBackendOptions>>().Get("scratch");
        foreach (string name in declared)
        {
            object? value = typeof(MemoryBackendOptions).GetProperty(name)!.GetValue(options);
            Assert.That(value?.ToString(), Is.EqualTo(values[name]).IgnoreCase, name);
        }
    }
}
