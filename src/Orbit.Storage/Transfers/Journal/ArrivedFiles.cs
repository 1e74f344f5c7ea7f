using System.Text;
using System.Text.Json;
using Orbit.Storage.Transfers.Sorting;
using Orbit.Storage.Transfers.Trees;

namespace Orbit.Storage.Transfers.Journal;

/// <summary>Finds the records of files in a journal, asked for in order. Of several for the same file the last counts.</summary>
internal sealed class ArrivedFiles : IDisposable
{
    private readonly IEnumerator<SortedRecord> _records;
    private string? _key;

    public ArrivedFiles(RecordSorter records)
    {
        _records = records.Read().GetEnumerator();
        MoveNext();
    }

    /// <summary>The record of a file; keys never go back.</summary>
    public ArrivedFile? Find(TreeItem item)
    {
        ArrivedFile? found = null;
        for (int order; _key is not null && (order = TreeOrder.Compare(_key, item.Key)) <= 0; MoveNext())
        {
            if (order == 0 && Read(_records.Current) is { } file && file.Path == item.Path.Value)
            {
                found = file;
            }
        }

        return found;
    }

    public void Dispose() => _records.Dispose();

    private void MoveNext() => _key = _records.MoveNext() ? Encoding.UTF8.GetString(_records.Current.Key.Span) : null;

    private static ArrivedFile? Read(in SortedRecord record)
    {
        using JsonDocument json = JsonDocument.Parse(record.Value);
        return ArrivedFile.TryRead(json.RootElement);
    }
}
