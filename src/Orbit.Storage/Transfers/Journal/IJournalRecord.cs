using System.Text.Json;

namespace Orbit.Storage.Transfers.Journal;

/// <summary>One line of a journal: a JSON object whose member <c>type</c> says what it is (docs/journal.md).</summary>
internal interface IJournalRecord
{
    /// <summary>Writes the members, <c>type</c> first, into an object that is open.</summary>
    void Write(Utf8JsonWriter json);
}
