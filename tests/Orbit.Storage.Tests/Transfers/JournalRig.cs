using System.Text.Json;
using Orbit.Storage.Transfers.Journal;

namespace Orbit.Storage.Tests.Transfers;

/// <summary>A journal in a directory of its own.</summary>
internal sealed class JournalRig : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("orbit-journal-");

    public string File => Path.Combine(_directory.FullName, "journal");

    public string Folder => _directory.FullName;

    public byte[] Bytes
    {
        get => System.IO.File.ReadAllBytes(File);
        set => System.IO.File.WriteAllBytes(File, value);
    }

    public JournalFile Open(TimeProvider? time = null) => JournalFile.Open(File, time ?? TimeProvider.System);

    /// <summary>Writes a journal with a number of records.</summary>
    public async Task WriteAsync(int count)
    {
        await using JournalFile journal = Open();
        await journal.StartAsync("test", new Entry(0), default);
        for (int i = 1; i < count; i++)
        {
            await journal.AppendAsync(new Entry(i), 1, default);
        }
    }

    /// <summary>Reads the numbers of the records; null where there is nothing to go on with.</summary>
    public async Task<List<int>?> ReadAsync(string kind = "test")
    {
        await using JournalFile journal = Open();
        List<int> numbers = [];
        return await journal.ReadAsync(kind, record => numbers.Add(record.GetProperty("number").GetInt32()), default) ? numbers : null;
    }

    public void Dispose() => _directory.Delete(recursive: true);

    internal sealed class Entry(int number) : IJournalRecord
    {
        public void Write(Utf8JsonWriter json)
        {
            json.WriteString("type", "entry");
            json.WriteNumber("number", number);
            json.WriteString("name", "ü+\"\n😀");
        }
    }
}
