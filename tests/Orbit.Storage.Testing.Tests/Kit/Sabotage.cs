using System.IO.Pipelines;
using Orbit.Storage.Decorators;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Tests.Kit;

public abstract class Sabotage
{
    public abstract IStorageBackend Wrap(IStorageBackend inner, StorageServices services);
}

public sealed class Sound : Sabotage
{
    public override IStorageBackend Wrap(IStorageBackend inner, StorageServices services) => inner;
}

public sealed class ChangesContent : Sabotage
{
    public override IStorageBackend Wrap(IStorageBackend inner, StorageServices services) => new Backend(inner);

    private sealed class Backend(IStorageBackend inner) : DelegatingBackend(inner)
    {
        public override async Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default)
        {
            ReadResult all = await source.ReadAtLeastAsync(int.MaxValue, cancellationToken);
            PatternedContent other = new(all.Buffer.Length, seed: 4711);
            await source.CompleteAsync();
            return await Inner.WriteAsync(path, other.OpenSource(), options, cancellationToken);
        }
    }
}

public sealed class LeaksMemory : Sabotage
{
    public override IStorageBackend Wrap(IStorageBackend inner, StorageServices services) => new Backend(inner, services);

    private sealed class Backend(IStorageBackend inner, StorageServices services) : DelegatingBackend(inner)
    {
        public override Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default)
        {
            services.Memory.TryReserve(1)?.RentSlab();
            return Inner.StatAsync(path, cancellationToken);
        }
    }
}

public sealed class DropsOptions : Sabotage
{
    public override IStorageBackend Wrap(IStorageBackend inner, StorageServices services) => new Backend(inner);

    private sealed class Backend(IStorageBackend inner) : DelegatingBackend(inner)
    {
        public override Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
            Inner.WriteAsync(path, source, null, cancellationToken);
    }
}

public sealed class ListsByCharacters : Sabotage
{
    public override IStorageBackend Wrap(IStorageBackend inner, StorageServices services) => new Backend(inner);

    private sealed class Backend(IStorageBackend inner) : DelegatingBackend(inner)
    {
        public override async IAsyncEnumerable<StorageEntry> ListAsync(
            StoragePath path, ListOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (StorageEntry entry in Inner.ListAsync(StoragePath.Root, new ListOptions { Recursive = true }, cancellationToken))
            {
                if (entry.Path.Value.StartsWith(path.Value, StringComparison.Ordinal))
                {
                    yield return entry;
                }
            }
        }
    }
}

public sealed class FailsOnMissing : Sabotage
{
    public override IStorageBackend Wrap(IStorageBackend inner, StorageServices services) => new Backend(inner);

    private sealed class Backend(IStorageBackend inner) : DelegatingBackend(inner)
    {
        public override async Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        {
            await Inner.StatAsync(path, cancellationToken);
            await Inner.DeleteAsync(path, options, cancellationToken);
        }
    }
}

public sealed class KeepsSource : Sabotage
{
    public override IStorageBackend Wrap(IStorageBackend inner, StorageServices services) => new Backend(inner);

    private sealed class Backend(IStorageBackend inner) : DelegatingBackend(inner)
    {
        public override Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
            Inner.WriteAsync(path, PipeReader.Create(source.AsStream(leaveOpen: true)), options, cancellationToken);
    }
}
