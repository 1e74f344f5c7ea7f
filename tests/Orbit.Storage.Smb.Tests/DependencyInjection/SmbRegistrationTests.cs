using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orbit.Storage.Smb.Tests.DependencyInjection;

public sealed class SmbRegistrationTests
{
    [Test]
    public async Task AddSmb_WithOptions_GivesTheBackendByName()
    {
        await using ServiceProvider provider = Build(storage => storage.AddSmb("finance", options => (options.Host, options.Share, options.User, options.Password) = ("h", "s", "u", "p")));

        Assert.That(provider.GetRequiredKeyedService<IStorageBackend>("finance"), Is.TypeOf<SmbBackend>());
    }

    [Test]
    public async Task AddSmb_WithEverySetting_ReadsIt()
    {
        Dictionary<string, string?> settings = new()
        {
            ["Host"] = "h",
            ["Port"] = "4450",
            ["Share"] = "s",
            ["Root"] = "a/b",
            ["CreateRoot"] = "true",
            ["Domain"] = "d",
            ["User"] = "u",
            ["Password"] = "p",
            ["Logon"] = "user",
            ["Signing"] = "serverDecides",
            ["Encryption"] = "required",
            ["MinVersion"] = "smb30",
            ["MaxVersion"] = "smb302",
            ["LogonTimeout"] = "00:00:05",
            ["EchoAfter"] = "00:00:06",
            ["SilenceTimeout"] = "00:00:07",
        };
        await using ServiceProvider provider = Build(storage => storage.AddSmb("finance", Configuration(settings)));

        SmbBackendOptions options = provider.GetRequiredService<IOptionsMonitor<SmbBackendOptions>>().Get("finance");

        Assert.Multiple(() =>
        {
            Assert.That((options.Host, options.Port, options.Share, options.Root, options.CreateRoot), Is.EqualTo(("h", 4450, "s", "a/b", true)));
            Assert.That((options.Domain, options.User, options.Password, options.Logon), Is.EqualTo(("d", "u", "p", SmbLogon.User)));
            Assert.That((options.Signing, options.Encryption, options.MinVersion, options.MaxVersion), Is.EqualTo((SmbSigning.ServerDecides, SmbEncryption.Required, SmbVersion.Smb30, SmbVersion.Smb302)));
            Assert.That((options.LogonTimeout.Seconds, options.EchoAfter.Seconds, options.SilenceTimeout.Seconds), Is.EqualTo((5, 6, 7)));
        });
    }

    [Test]
    public void Settings_EveryOption_CanBeSetByConfiguration()
    {
        string[] own = [.. typeof(SmbBackendOptions).GetProperties().Where(property => property.DeclaringType == typeof(SmbBackendOptions)).Select(property => property.Name)];
        using ServiceProvider provider = Build(storage => storage.AddSmb("finance", Configuration(new() { ["Host"] = "h", ["NoSuchSetting"] = "x" })));

        string complaint = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<SmbBackendOptions>>().Get("finance"))!.Message;

        Assert.That(own.Where(name => !complaint.Contains(name, StringComparison.Ordinal)), Is.Empty);
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static ServiceProvider Build(Action<Orbit.Storage.DependencyInjection.StorageBuilder> add)
    {
        ServiceCollection services = new();
        add(services.AddOrbitStorage());
        return services.BuildServiceProvider();
    }
}
