using System.Runtime.CompilerServices;

namespace Orbit.Storage.Decorators;

/// <summary>Hands paths on in runs that end before a root, which is refused by itself, in its place among the results.</summary>
internal sealed class SubPathRun(IAsyncEnumerator<StoragePath> paths, SubPathMap map)
{
    /// <summary>Whether there is a path that was not handed on.</summary>
    public bool HasMore { get; private set; }

    public StoragePath Current => paths.Current;

    public async ValueTask MoveNextAsync() => HasMore = await paths.MoveNextAsync().ConfigureAwait(false);

    public async IAsyncEnumerable<StoragePath> UpToRootAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (HasMore && !Current.IsRoot)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return map.In(Current);
            await MoveNextAsync().ConfigureAwait(false);
        }
    }
}
