using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

public sealed class LocalRegistrationTests
{
    [Test]
    public async Task AddLocal_ADirectory_IsAWorkingBackend()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("orbit-registration-");
        try
        {
            ServiceCollection services = new();
            services.AddOrbitStorage().AddLocal("uploads", o => o.Root = root.FullName);
            await using ServiceProvider provider = services.BuildServiceProvider();

            IStorageBackend backend = provider.GetRequiredService<IStorageBackend>();
            await backend.CreateDirectoryAsync("a");

            Assert.That(backend, Is.TypeOf<LocalBackend>());
            Assert.That(Path.Combine(root.FullName, "a"), Does.Exist);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Test]
    public void AddLocal_WithoutRoot_NamesTheSettingAndTheBackend()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddLocal("uploads", static _ => { });
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.That(
            () => provider.GetRequiredKeyedService<IStorageBackend>("uploads"),
            Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("'uploads': Root is empty"));
    }

    [Test]
    public void AddLocal_EveryOptionInConfiguration_IsRead()
    {
        // A member that is added to the options and not to what reads them shows up here.
        Dictionary<string, (string Text, object Value)> settings = new()
        {
            [nameof(LocalBackendOptions.Root)] = ("some/where", "some/where"),
            [nameof(LocalBackendOptions.CreateRoot)] = ("true", true),
            [nameof(LocalBackendOptions.SymbolicLinks)] = ("follow", SymbolicLinkPolicy.Follow),
            [nameof(LocalBackendOptions.FilePermissions)] = ("0600", UnixFileMode.UserRead | UnixFileMode.UserWrite),
            [nameof(LocalBackendOptions.DirectoryPermissions)] = ("0100", UnixFileMode.UserExecute),
        };
        string[] declared = [.. typeof(LocalBackendOptions).GetProperties().Where(p => p.DeclaringType == typeof(LocalBackendOptions)).Select(p => p.Name)];
        Assert.That(settings.Keys, Is.EquivalentTo(declared));

        ServiceCollection services = new();
        services.AddOrbitStorage().AddLocal(
            "uploads", new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value.Text))).Build());
        using ServiceProvider provider = services.BuildServiceProvider();

        LocalBackendOptions options = provider.GetRequiredService<IOptionsMonitor<LocalBackendOptions>>().Get("uploads");
        foreach (string name in declared)
        {
            Assert.That(typeof(LocalBackendOptions).GetProperty(name)!.GetValue(options), Is.EqualTo(settings[name].Value), name);
        }
    }
}
