using System.Text.Json;

namespace Orbit.Storage.Transfers.Tests.Kills;

/// <summary>Reads what journals say has arrived, by the format that docs/journal.md promises.</summary>
internal static class JournalledBytes
{
    /// <summary>The bytes of whole files, and of parts of others.</summary>
    /// <param name="journal">The tree's journal; those of large files lie beside it.</param>
    public static long In(string journal)
    {
        string parts = journal + ".parts";
        return Sum(journal, "file", "path") + (Directory.Exists(parts) ? Directory.EnumerateFiles(parts).Sum(file => Sum(file, "part", "index")) : 0);
    }

    private static long Sum(string journal, string type, string key)
    {
        Dictionary<string, long> sizes = [];
        foreach (JsonElement record in Records(journal))
        {
            string? found = record.TryGetProperty("type", out JsonElement value) ? value.GetString() : null;
            if (found == "begin")
            {
                sizes.Clear();
            }
            else if (found == type)
            {
                sizes[record.GetProperty(key).ToString()] = record.GetProperty("size").GetInt64();
            }
        }

        return sizes.Values.Sum();
    }

    // What follows a line that is not whole does not count.
    private static IEnumerable<JsonElement> Records(string journal)
    {
        foreach (string line in File.Exists(journal) ? File.ReadLines(journal) : [])
        {
            JsonElement record;
            try
            {
                record = JsonDocument.Parse(line).RootElement;
            }
            catch (JsonException)
            {
                yield break;
            }

            yield return record;
        }
    }
}
