using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Orbit.Storage.Tests.DependencyInjection;

public sealed class ValidationOnStartTests
{
    [Test]
    public async Task Start_WrongBackendOptions_FailsWithTheSettingAndTheBackend()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOrbitStorage().AddStub("a", o => o.Address = "").AddStub("b");
        using IHost host = builder.Build();

        await Assert.ThatAsync(
            () => host.StartAsync(),
            Throws.InstanceOf<OptionsValidationException>().With.Message.EqualTo("Storage backend 'a': Address is empty; name the server."));
    }

    [Test]
    public async Task Start_TooLittleTransferMemory_Fails()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOrbitStorage(o => o.TransferMemory = 1000).AddStub("a");
        using IHost host = builder.Build();

        await Assert.ThatAsync(() => host.StartAsync(), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("TransferMemory is 1000"));
    }

    [Test]
    public async Task Start_NegativeHealthCheckTimeout_Fails()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOrbitStorage().AddStub("a");
        builder.Services.AddHealthChecks().AddOrbitStorage(o => o.Timeout = TimeSpan.Zero);
        using IHost host = builder.Build();

        await Assert.ThatAsync(() => host.StartAsync(), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("Timeout"));
    }

    [Test]
    public async Task Start_RightOptions_Succeeds()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOrbitStorage(o => o.TransferMemory = 1024 * 1024).AddStub("a");
        using IHost host = builder.Build();

        await Assert.ThatAsync(() => host.StartAsync(), Throws.Nothing);
        await host.StopAsync();
    }
}
