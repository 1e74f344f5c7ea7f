using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orbit.Storage.Tests.DependencyInjection;

public sealed class ConfigurationBindingTests
{
    [Test]
    public async Task Bind_AllKindsOfSettings_AreRead()
    {
        StubBackendOptions options = await BindAsync(
            ("address", "there"), ("Comparison", "ordinalignorecase"), ("Eager", "true"), ("PartSize", "8388608"), ("Concurrency", "4"),
            ("Retry:MaxAttempts", "7"), ("Deadlines:Idle", "00:00:05"), ("Deadlines:MinimumBytesPerSecond", "0"));

        Assert.That(options.Address, Is.EqualTo("there"));
        Assert.That(options.Comparison, Is.EqualTo(StringComparison.OrdinalIgnoreCase));
        Assert.That(options.Eager, Is.True);
        Assert.That(options.PartSize, Is.EqualTo(8388608));
        Assert.That(options.Concurrency, Is.EqualTo(4));
        Assert.That(options.Retry.MaxAttempts, Is.EqualTo(7));
        Assert.That(options.Deadlines.Idle, Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(options.Deadlines.MinimumBytesPerSecond, Is.Zero);
    }

    [TestCase("640", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)]
    [TestCase("0007", UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute)]
    public async Task Bind_Permissions_AreOctal(string text, UnixFileMode expected) =>
        Assert.That((await BindAsync(("Mode", text))).Mode, Is.EqualTo(expected));

    [Test]
    public async Task Bind_AbsentSettings_KeepTheirDefaults()
    {
        StubBackendOptions options = await BindAsync(("Address", "there"));

        Assert.That(options.PartSize, Is.Null);
        Assert.That(options.Retry.MaxAttempts, Is.EqualTo(new StubBackendOptions().Retry.MaxAttempts));
    }

    [TestCase("Concurrency", "many", "Storage:A:Concurrency is 'many'")]
    [TestCase("PartSize", "1.5", "Storage:A:PartSize is '1.5'")]
    [TestCase("Eager", "yes", "Storage:A:Eager is 'yes'")]
    [TestCase("Comparison", "4", "Storage:A:Comparison is '4'")]
    [TestCase("Comparison", "", "Storage:A:Comparison is ''")]
    [TestCase("Deadlines:Idle", "30", "Storage:A:Deadlines:Idle is '30'")]
    [TestCase("Mode", "689", "Storage:A:Mode is '689'")]
    [TestCase("Mode", "06400", "Storage:A:Mode is '06400'")]
    [TestCase("Mode", "7", "Storage:A:Mode is '7'")]
    [TestCase("Colour", "red", "Storage:A:Colour is not a setting")]
    [TestCase("Retry:Attempts", "3", "Storage:A:Retry:Attempts is not a setting")]
    [TestCase("Concurrency", "0", "section 'Storage:A'): Concurrency is 0")]
    public void Bind_BadSetting_IsNamedWithItsSection(string key, string value, string expected) =>
        Assert.That(async () => await BindAsync((key, value)), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains(expected));

    [Test]
    public void Bind_SeveralBadSettings_AreAllNamed() =>
        Assert.That(
            async () => await BindAsync(("Concurrency", "many"), ("Colour", "red")),
            Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("Concurrency").And.Message.Contains("Colour").And.Message.Contains("backend 'a'"));

    [Test]
    public async Task Bind_ThenConfigureByName_TheLaterWins()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("a", Section(("Address", "there"), ("Concurrency", "4")));
        services.Configure<StubBackendOptions>("a", o => o.Address = "elsewhere");
        await using ServiceProvider provider = services.BuildServiceProvider();

        StubBackendOptions options = ((StubBackend)provider.GetRequiredService<IStorageBackend>()).Options;

        Assert.That(options.Address, Is.EqualTo("elsewhere"));
        Assert.That(options.Concurrency, Is.EqualTo(4));
    }

    private static async Task<StubBackendOptions> BindAsync(params (string Key, string Value)[] settings)
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("a", Section(settings));
        await using ServiceProvider provider = services.BuildServiceProvider();
        return ((StubBackend)provider.GetRequiredKeyedService<IStorageBackend>("a")).Options;
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Storage:A:" + setting.Key, (string?)setting.Value)))
            .Build()
            .GetSection("Storage:A");
}
