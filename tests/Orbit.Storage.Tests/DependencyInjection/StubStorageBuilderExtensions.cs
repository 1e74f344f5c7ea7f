using Microsoft.Extensions.Configuration;
using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage.Tests.DependencyInjection;

/// <summary>What a backend package of someone else's would write, with public members alone.</summary>
internal static class StubStorageBuilderExtensions
{
    public static StorageBuilder AddStub(this StorageBuilder builder, string name) => builder.AddStub(name, static _ => { });

    public static StorageBuilder AddStub(this StorageBuilder builder, string name, Action<StubBackendOptions> configure) =>
        builder.AddBackend(name, configure, Create);

    public static StorageBuilder AddStub(this StorageBuilder builder, string name, IConfiguration configuration) =>
        builder.AddBackend<StubBackendOptions>(name, configuration, Read, Create);

    private static void Read(StorageSettings settings, StubBackendOptions options)
    {
        options.Address = settings.GetText(nameof(options.Address)) ?? options.Address;
        options.Comparison = settings.GetChoice<StringComparison>(nameof(options.Comparison)) ?? options.Comparison;
        options.Eager = settings.GetBoolean(nameof(options.Eager)) ?? options.Eager;
        options.Mode = settings.GetPermissions(nameof(options.Mode)) ?? options.Mode;
    }

    private static StubBackend Create(StorageBackendContext<StubBackendOptions> context) => new(context.Options, context.Services);
}
