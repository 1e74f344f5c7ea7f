using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Ends;

/// <summary>A place of one test's own in a store: the backend that leads there, and a client beside it that has nothing in common with it.</summary>
internal abstract class TreeEnd(EndKind kind) : IAsyncDisposable
{
    public EndKind Kind => kind;

    /// <summary>A backend whose root is the place.</summary>
    public abstract IStorageBackend Backend { get; }

    /// <summary>Makes a place.</summary>
    public static async Task<TreeEnd> CreateAsync(EndKind kind, CancellationToken cancellationToken) => kind switch
    {
        EndKind.Local => new LocalEnd(),
        EndKind.Memory => new MemoryEnd(),
        EndKind.S3 => await S3End.CreateAsync(cancellationToken),
        EndKind.Sftp => new SftpEnd(),
        EndKind.Smb => new SmbEnd(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Brings a tree there, past the backend.</summary>
    public abstract Task FillAsync(GeneratedTree tree, CancellationToken cancellationToken);

    /// <summary>Looks at all that is there, past the backend.</summary>
    public abstract Task<TreeInventory> FindAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
