using System.IO.Pipelines;
using Orbit.Storage.Memory;
using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Ends;

/// <summary>A store in this process. Nobody else can look into it, so that it is read out plainly, one object after the other.</summary>
internal sealed class MemoryEnd() : TreeEnd(EndKind.Memory)
{
    public override IStorageBackend Backend { get; } = new MemoryBackend(new MemoryBackendOptions());

    public override async Task FillAsync(GeneratedTree tree, CancellationToken cancellationToken)
    {
        foreach (string empty in tree.EmptyDirectories)
        {
            await Backend.CreateDirectoryAsync(empty, null, cancellationToken);
        }

        foreach (GeneratedFile file in tree.Files)
        {
            await Backend.WriteAsync(file.Path, PipeReader.Create(file.Open(), new StreamPipeReaderOptions(bufferSize: 1 << 17)), null, cancellationToken);
            await Backend.SetAttributesAsync(file.Path, new StorageAttributes { LastModified = file.Modified }, cancellationToken);
        }
    }

    public override async Task<TreeInventory> FindAsync(CancellationToken cancellationToken)
    {
        TreeInventory found = new();
        await foreach (StorageEntry entry in Backend.ListAsync("", new ListOptions { Recursive = true }, cancellationToken))
        {
            if (entry.Kind == StorageEntryKind.Directory)
            {
                found.Directories.Add(entry.Path.Value);
                continue;
            }

            await using StorageContent content = await Backend.OpenReadAsync(entry.Path, null, cancellationToken);
            await found.AddAsync(entry.Path.Value, content.Reader.AsStream(), entry.LastModified?.UtcDateTime, cancellationToken);
        }

        return found;
    }

    public override ValueTask DisposeAsync() => Backend.DisposeAsync();
}
