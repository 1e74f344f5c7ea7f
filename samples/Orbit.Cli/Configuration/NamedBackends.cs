using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orbit.Storage.DependencyInjection;

namespace Orbit.Cli.Configuration;

/// <summary>Registers each section below <c>Storage</c> under its name, as the backend that its <c>Type</c> says.</summary>
internal static class NamedBackends
{
    private const string Section = "Storage";
    private const string Type = "Type";

    public static void AddTo(StorageBuilder builder, IConfiguration configuration)
    {
        builder.AddS3Uris().AddSshUris().AddSmbUris();
        foreach (IConfigurationSection section in configuration.GetSection(Section).GetChildren())
        {
            Add(builder, section.Key, section, Settings(section));
        }
    }

    private static void Add(StorageBuilder builder, string name, IConfigurationSection section, IConfiguration settings) => _ = section[Type]?.ToUpperInvariant() switch
    {
        "LOCAL" or "FILE" => builder.AddLocal(name, settings),
        "MEMORY" or "MEM" => builder.AddMemory(name, settings),
        "S3" => builder.AddS3(name, settings),
        "SFTP" or "SSH" => builder.AddSsh(name, settings),
        "SMB" => builder.AddSmb(name, settings),
        null => throw new UsageException($"The backend '{name}' of the configuration has no {Type}; give it one of local, memory, s3, sftp and smb."),
        _ => throw new UsageException($"The {Type} of the backend '{name}' of the configuration is unknown; it must be local, memory, s3, sftp or smb."),
    };

    // A backend refuses settings that it does not know, and Type is none of its own.
    private static IConfigurationSection Settings(IConfigurationSection section) => new ConfigurationBuilder()
        .AddInMemoryCollection(section.AsEnumerable().Where(setting => !setting.Key.Equals($"{section.Path}:{Type}", StringComparison.OrdinalIgnoreCase)))
        .Build()
        .GetSection(section.Path);
}
