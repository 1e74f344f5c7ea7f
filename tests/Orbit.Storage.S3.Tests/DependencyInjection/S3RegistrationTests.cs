using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orbit.Storage.S3.Tests.DependencyInjection;

public sealed class S3RegistrationTests
{
    [Test]
    public async Task AddS3_WithOptions_GivesTheBackendByName()
    {
        await using ServiceProvider provider = Build(storage => storage.AddS3("archive", options => (options.Bucket, options.Region) = ("b", "eu-central-1")));

        Assert.That(provider.GetRequiredKeyedService<IStorageBackend>("archive"), Is.TypeOf<S3Backend>());
    }

    [Test]
    public async Task AddS3_WithEverySetting_ReadsIt()
    {
        Dictionary<string, string?> settings = new()
        {
            ["Bucket"] = "b",
            ["Prefix"] = "p/q",
            ["Region"] = "eu-central-1",
            ["Endpoint"] = "https://store.example:9000",
            ["PathStyle"] = "false",
            ["Store"] = "Ceph",
            ["AccessKey"] = "key",
            ["SecretKey"] = "secret",
            ["SessionToken"] = "token",
            ["LargeUploads"] = "compose",
            ["DirectoryMarkers"] = "true",
            ["PageSize"] = "500",
            ["PartSize"] = "16777216",
            ["Objects:StorageClass"] = "STANDARD_IA",
            ["Objects:CannedAcl"] = "private",
            ["Objects:Tags"] = "team=blue&kept=yes%20sir",
            ["Objects:CustomerKey"] = Convert.ToBase64String(new byte[32]),
        };
        await using ServiceProvider provider = Build(storage => storage.AddS3("archive", Configuration(settings)));

        S3BackendOptions options = provider.GetRequiredService<IOptionsMonitor<S3BackendOptions>>().Get("archive");

        Assert.Multiple(() =>
        {
            Assert.That((options.Bucket, options.Prefix, options.Region, options.Endpoint), Is.EqualTo(("b", "p/q", "eu-central-1", new Uri("https://store.example:9000"))));
            Assert.That((options.PathStyle, options.Store, options.LargeUploads), Is.EqualTo(((bool?)false, S3Profile.Ceph, S3LargeUploads.Compose)));
            Assert.That((options.AccessKey, options.SecretKey, options.SessionToken), Is.EqualTo(("key", "secret", "token")));
            Assert.That((options.DirectoryMarkers, options.PageSize, options.PartSize), Is.EqualTo((true, 500, 16L << 20)));
            Assert.That((options.Objects.StorageClass, options.Objects.CannedAcl, options.Objects.CustomerKey?.Length), Is.EqualTo(("STANDARD_IA", "private", 32)));
            Assert.That(options.Objects.Tags, Is.EqualTo(new Dictionary<string, string> { ["team"] = "blue", ["kept"] = "yes sir" }));
        });
    }

    [Test]
    public void Settings_EveryOption_CanBeSetByConfiguration()
    {
        // A client, retry and deadlines are not texts; what is below Objects is read one by one.
        string[] own = [.. typeof(S3BackendOptions).GetProperties().Where(property => property.DeclaringType == typeof(S3BackendOptions)).Select(property => property.Name)
            .Except([nameof(S3BackendOptions.Client), nameof(S3BackendOptions.Objects)])];
        string[] objects = [.. typeof(S3WriteOptions).GetProperties().Select(property => "Objects:" + property.Name)];

        string complaint = Complaint(new Dictionary<string, string?> { ["Bucket"] = "b", ["NoSuchSetting"] = "x" });

        Assert.That(own.Concat(objects).Where(name => !complaint.Contains(name, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("Endpoint", "store", "Endpoint cannot be read; it must be an absolute address")]
    [TestCase("Store", "azure", "Store cannot be read; it must be aws, ceph")]
    [TestCase("Objects:CustomerKey", "hunter2!", "CustomerKey cannot be read; it must be the key's 32 bytes in Base64")]
    [TestCase("Objects:Tags", "a=1&a=2", "Tags cannot be read")]
    [TestCase("LargeUploads", "never", "LargeUploads is 'never'")]
    public void Settings_ThatCannotBeRead_AreNamed(string setting, string value, string problem) =>
        Assert.That(Complaint(new Dictionary<string, string?> { ["Bucket"] = "b", [setting] = value }), Does.Contain(problem).And.Not.Contain("hunter2"));

    private static string Complaint(Dictionary<string, string?> settings)
    {
        using ServiceProvider provider = Build(storage => storage.AddS3("archive", Configuration(settings)));
        return Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<S3BackendOptions>>().Get("archive"))!.Message;
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static ServiceProvider Build(Action<Orbit.Storage.DependencyInjection.StorageBuilder> add)
    {
        ServiceCollection services = new();
        add(services.AddOrbitStorage());
        return services.BuildServiceProvider();
    }
}
