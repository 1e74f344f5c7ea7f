using System.Text.Json;

namespace Orbit.Storage.Transfers.Journal;

/// <summary>The first line of a journal: that it is one, of which version, and of what.</summary>
internal sealed class JournalHeader(string kind) : IJournalRecord
{
    /// <summary>The version that is written, and the highest that is read.</summary>
    public const int Version = 1;

    /// <summary>How every journal begins.</summary>
    public static ReadOnlySpan<byte> Magic => "{\"journal\":\"orbit-storage\","u8;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("journal"u8, "orbit-storage"u8);
        json.WriteNumber("version"u8, Version);
        json.WriteString("kind"u8, kind);
    }

    /// <summary>Says why a journal is not one that can be gone on with.</summary>
    /// <returns>The fault, or null.</returns>
    public static StorageFault? FindFault(JsonElement header, string kind, string path)
    {
        long version = header.Number("version"u8) ?? 0;
        if (version is < 1 or > Version)
        {
            return StorageFault.Unsupported(
                $"the journal '{path}' has the format version {version} and this release knows {Version}; go on with the release that began it, or delete the file to start again.");
        }

        string? found = header.Text("kind"u8);
        return found == kind
            ? null
            : new StorageFault(StorageErrorKind.InvalidConfiguration, $"the journal '{path}' is that of a {found} and not of a {kind}; name another file.");
    }
}
