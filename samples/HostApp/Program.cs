using HostApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orbit.Storage.Local;

DirectoryInfo temporary = Directory.CreateTempSubdirectory("orbit-hostapp-");
try
{
    HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory,
    });

    builder.Services.AddOrbitStorage()
        .AddLocal("uploads", builder.Configuration.GetSection("Storage:Uploads"))
        .AddMemory("scratch", builder.Configuration.GetSection("Storage:Scratch"));

    // What the file says can be completed in code: here, the relative root is put where this sample may leave nothing behind.
    builder.Services.Configure<LocalBackendOptions>("uploads", options => options.Root = Path.Combine(temporary.FullName, options.Root));
    builder.Services.AddHealthChecks().AddOrbitStorage();
    builder.Services.AddSingleton<ReportDesk>();

    using IHost host = builder.Build();
    await host.StartAsync();
    bool isWell = await host.Services.GetRequiredService<ReportDesk>().RunAsync(CancellationToken.None);
    await host.StopAsync();
    return isWell ? 0 : 1;
}
finally
{
    temporary.Delete(recursive: true);
}
