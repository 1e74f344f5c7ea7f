using System.IO.Hashing;
using System.IO.Pipelines;
using Orbit.Storage;
using QuickStart.Display;

namespace QuickStart.Steps;

/// <summary>Hashes content while it streams by: XXH128, which is no protection against an attacker and none is needed here.</summary>
internal static class ContentHash
{
    public static async Task<UInt128> OfAsync(IStorageBackend backend, StoragePath path, ByteCounter counter, CancellationToken cancellationToken)
    {
        XxHash128 hash = new();
        await using StorageContent content = await backend.OpenReadAsync(path, cancellationToken: cancellationToken);
        while (true)
        {
            ReadResult read = await content.Reader.ReadAsync(cancellationToken);
            foreach (ReadOnlyMemory<byte> piece in read.Buffer)
            {
                hash.Append(piece.Span);
            }

            counter.Add(read.Buffer.Length);
            content.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return hash.GetCurrentHashAsUInt128();
            }
        }
    }

    public static async Task<UInt128> OfAsync(string file, CancellationToken cancellationToken)
    {
        XxHash128 hash = new();
        await using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.Asynchronous);
        await hash.AppendAsync(stream, cancellationToken);
        return hash.GetCurrentHashAsUInt128();
    }
}
