using Microsoft.Extensions.DependencyInjection;
using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage.Tests.DependencyInjection;

public sealed class ProviderByUriTests
{
    private ServiceProvider _provider = null!;

    private IStorageBackendProvider Backends => _provider.GetRequiredService<IStorageBackendProvider>();

    [SetUp]
    public void SetUp()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddUriScheme<StubScheme>().AddUriScheme<StubScheme>();
        _provider = services.BuildServiceProvider();
    }

    [TearDown]
    public async Task TearDown() => await _provider.DisposeAsync();

    [Test]
    public async Task Open_AddedScheme_HandsOverTheUriAndTheServices()
    {
        await using IStorageBackend backend = Backends.Open("STUB://host/path?Concurrency=3");

        StubBackend stub = (StubBackend)backend;
        Assert.That(stub.Options.Address, Is.EqualTo("host"));
        Assert.That(stub.Options.Concurrency, Is.EqualTo(3));
        Assert.That(stub.Shared, Is.SameAs(_provider.GetRequiredService<StorageServices>()));
    }

    [Test]
    public async Task Open_Twice_GivesTwoBackendsThatTheContainerLeavesAlone()
    {
        StubBackend first = (StubBackend)Backends.Open("stub://host");
        StubBackend second = (StubBackend)Backends.Open("stub://host");
        await _provider.DisposeAsync();

        Assert.That(second, Is.Not.SameAs(first));
        Assert.That(first.Closed, Is.Zero);
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Test]
    public void Open_UnknownScheme_ListsTheKnownOnesAndHidesCredentials() =>
        Assert.That(
            () => Backends.Open("gopher://someone:hush@host/x?key=hush"),
            Throws.InstanceOf<StorageException>()
                .With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.InvalidConfiguration)
                .And.Message.Contains("stub").And.Message.Contains("gopher://***@host/x?key=***").And.Message.Not.Contains("hush"));

    [TestCase("uploads/x:hush@y")]
    [TestCase("stub://user:hush/@[host")]
    public void Open_NoAbsoluteUri_IsRefusedWithoutCredentials(string uri) =>
        Assert.That(
            () => Backends.Open(uri),
            Throws.InstanceOf<StorageException>()
                .With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.InvalidConfiguration)
                .And.Message.Not.Contains("hush"));

    [Test]
    public void Open_UnknownParameter_IsRefused() =>
        Assert.That(() => Backends.Open("stub://host?Colour=red"), Throws.InstanceOf<StorageException>().With.Message.Contains("Colour"));

    [Test]
    public void Open_TwoTypesForOneScheme_NamesBoth()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddUriScheme<StubScheme>().AddUriScheme<OtherStubScheme>();
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.That(
            () => provider.GetRequiredService<IStorageBackendProvider>(),
            Throws.InvalidOperationException.With.Message.Contains(nameof(StubScheme)).And.Message.Contains(nameof(OtherStubScheme)));
    }

    private sealed class StubScheme : IStorageUriScheme
    {
        public string Scheme => "stub";

        public IStorageBackend Open(Uri uri, StorageServices services)
        {
            StubBackendOptions options = new() { Address = uri.Host };
            StorageSettings settings = StorageSettings.FromQuery(uri);
            settings.ReadCommon(options);
            settings.Complete();
            return new StubBackend(options, services);
        }
    }

    private sealed class OtherStubScheme : IStorageUriScheme
    {
        public string Scheme => "stub";

        public IStorageBackend Open(Uri uri, StorageServices services) => throw new NotSupportedException();
    }
}
