using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orbit.Storage.Ssh.Tests.DependencyInjection;

public sealed class SshRegistrationTests
{
    [Test]
    public async Task AddSsh_WithOptions_GivesTheBackendByName()
    {
        await using ServiceProvider provider = Build(storage => storage.AddSsh("archive", options => (options.Host, options.User, options.Password) = ("h", "u", "p")));

        Assert.That(provider.GetRequiredKeyedService<IStorageBackend>("archive"), Is.TypeOf<SshBackend>());
    }

    [Test]
    public async Task AddSsh_WithEverySetting_ReadsIt()
    {
        Dictionary<string, string?> settings = new()
        {
            ["Host"] = "h",
            ["Port"] = "2222",
            ["User"] = "u",
            ["Root"] = "/data",
            ["CreateRoot"] = "true",
            ["Password"] = "p",
            ["PrivateKeys:0:Text"] = "key",
            ["PrivateKeys:0:Passphrase"] = "phrase",
            ["KnownHostsFile"] = "/etc/known",
            ["HostKeys"] = "trustOnFirstUse",
            ["Algorithms:Ciphers"] = "aes256-gcm@openssh.com, aes256-ctr",
            ["Algorithms:HostKeys:0"] = "ssh-ed25519",
            ["Proxy:Host"] = "proxy",
            ["Proxy:Kind"] = "http",
            ["Proxy:Port"] = "3128",
            ["Proxy:User"] = "pu",
            ["Proxy:Password"] = "pp",
            ["MaxConnections"] = "8",
            ["IdleTimeout"] = "00:00:30",
            ["HandshakeTimeout"] = "00:00:05",
            ["AuthenticationTimeout"] = "00:00:06",
            ["SubsystemTimeout"] = "00:00:07",
            ["UseRelay"] = "false",
            ["SymbolicLinks"] = "show",
            ["FilePermissions"] = "0640",
            ["DirectoryPermissions"] = "0750",
        };
        await using ServiceProvider provider = Build(storage => storage.AddSsh("archive", Configuration(settings)));

        SshBackendOptions options = provider.GetRequiredService<IOptionsMonitor<SshBackendOptions>>().Get("archive");

        Assert.Multiple(() =>
        {
            Assert.That((options.Host, options.Port, options.User, options.Root, options.CreateRoot), Is.EqualTo(("h", 2222, "u", "/data", true)));
            Assert.That((options.Password, options.PrivateKeys.Single().Text, options.PrivateKeys.Single().Passphrase), Is.EqualTo(("p", "key", "phrase")));
            Assert.That((options.KnownHostsFile, options.HostKeys), Is.EqualTo(("/etc/known", SshHostKeyPolicy.TrustOnFirstUse)));
            Assert.That(options.Algorithms.Ciphers, Is.EqualTo(new[] { "aes256-gcm@openssh.com", "aes256-ctr" }));
            Assert.That(options.Algorithms.HostKeys, Is.EqualTo(new[] { "ssh-ed25519" }));
            Assert.That((options.Proxy?.Host, options.Proxy?.Kind, options.Proxy?.Port, options.Proxy?.User, options.Proxy?.Password), Is.EqualTo(("proxy", (SshProxyKind?)SshProxyKind.Http, (int?)3128, "pu", "pp")));
            Assert.That((options.MaxConnections, options.IdleTimeout, options.UseRelay), Is.EqualTo((8, TimeSpan.FromSeconds(30), false)));
            Assert.That((options.HandshakeTimeout.Seconds, options.AuthenticationTimeout.Seconds, options.SubsystemTimeout.Seconds), Is.EqualTo((5, 6, 7)));
            Assert.That((options.SymbolicLinks, options.FilePermissions, options.DirectoryPermissions), Is.EqualTo((Local.SymbolicLinkPolicy.Show, (UnixFileMode?)0b110_100_000, (UnixFileMode?)0b111_101_000)));
        });
    }

    [Test]
    public void Settings_EveryOption_CanBeSetByConfiguration()
    {
        // A function is not a text; what is below Proxy and Algorithms is read one by one.
        string[] own = [.. typeof(SshBackendOptions).GetProperties().Where(property => property.DeclaringType == typeof(SshBackendOptions)).Select(property => property.Name)
            .Except([nameof(SshBackendOptions.Answer), nameof(SshBackendOptions.Proxy), nameof(SshBackendOptions.Algorithms)])];
        string[] nested = [.. typeof(SshProxy).GetProperties().Select(property => "Proxy:" + property.Name), .. typeof(SshAlgorithms).GetProperties().Select(property => "Algorithms:" + property.Name)];

        string complaint = Complaint(new Dictionary<string, string?> { ["Host"] = "h", ["NoSuchSetting"] = "x" });

        Assert.That(own.Concat(nested).Where(name => !complaint.Contains(name, StringComparison.Ordinal)), Is.Empty);
    }

    private static string Complaint(Dictionary<string, string?> settings)
    {
        using ServiceProvider provider = Build(storage => storage.AddSsh("archive", Configuration(settings)));
        return Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<SshBackendOptions>>().Get("archive"))!.Message;
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static ServiceProvider Build(Action<Orbit.Storage.DependencyInjection.StorageBuilder> add)
    {
        ServiceCollection services = new();
        add(services.AddOrbitStorage());
        return services.BuildServiceProvider();
    }
}
