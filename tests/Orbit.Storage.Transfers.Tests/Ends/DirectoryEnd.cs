using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Ends;

/// <summary>A place that is a directory of this machine's, of the store itself or behind its server.</summary>
internal abstract class DirectoryEnd(EndKind kind, string directory) : TreeEnd(kind)
{
    public string Directory => directory;

    public override async Task FillAsync(GeneratedTree tree, CancellationToken cancellationToken)
    {
        foreach (string empty in tree.EmptyDirectories)
        {
            System.IO.Directory.CreateDirectory(Path.Combine(directory, empty));
        }

        foreach (GeneratedFile file in tree.Files)
        {
            string path = Path.Combine(directory, file.Path);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (Stream content = file.Open())
            await using (FileStream target = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                await content.CopyToAsync(target, 1 << 17, cancellationToken);
            }

            File.SetLastWriteTimeUtc(path, file.Modified);
        }
    }

    public override Task<TreeInventory> FindAsync(CancellationToken cancellationToken) => TreeInventory.OfDirectoryAsync(directory, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await Backend.DisposeAsync();
        System.IO.Directory.Delete(directory, recursive: true);
    }
}
