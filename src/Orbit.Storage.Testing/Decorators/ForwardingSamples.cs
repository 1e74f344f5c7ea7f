using System.IO.Pipelines;
using NUnit.Framework;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Arguments and answers that can be told apart, for every type that occurs in <see cref="IStorageBackend"/>.</summary>
internal static class ForwardingSamples
{
    public static PatternedContent Content { get; } = new(1000, seed: 7);

    public static object Argument(Type type, int place, CancellationToken cancellationToken) => type switch
    {
        _ when type == typeof(StoragePath) => new StoragePath($"sample/{place}"),
        _ when type == typeof(CancellationToken) => cancellationToken,
        _ when type == typeof(PipeReader) => Content.OpenSource(),
        _ when type == typeof(IAsyncEnumerable<StoragePath>) => Sequence<StoragePath>("one", "two"),
        _ when type.GetConstructor([]) is { } constructor => constructor.Invoke([]),
        _ => throw new AssertionException($"There is no sample of the argument type {type}; add one."),
    };

    public static object? Answer(Type type) => type switch
    {
        _ when type == typeof(string) => "sample",
        _ when type == typeof(StorageCapabilities) => new StorageCapabilities(),
        _ when type == typeof(Task) => Task.CompletedTask,
        _ when type == typeof(ValueTask) => default(ValueTask),
        _ when type == typeof(Task<StorageEntry>) => Task.FromResult(Entry()),
        _ when type == typeof(Task<StorageContent>) => Task.FromResult(new StorageContent(Entry(), new ByteSpan(0, Content.Length), Content.OpenSource(), static () => default)),
        _ when type == typeof(Task<IRangeSource>) => Task.FromResult<IRangeSource>(new EmptyRangeSource(Entry())),
        _ when type == typeof(Task<WriteResult>) => Task.FromResult(new WriteResult("sample", 1)),
        _ when type == typeof(Task<StorageAttributes>) => Task.FromResult(new StorageAttributes()),
        _ when type == typeof(IAsyncEnumerable<StorageEntry>) => Sequence(Entry(), Entry()),
        _ when type == typeof(IAsyncEnumerable<DeleteResult>) => Sequence(new DeleteResult("one"), new DeleteResult("two")),
        _ => throw new AssertionException($"There is no sample of the answer type {type}; add one."),
    };

    private static StorageEntry Entry() => new("sample", StorageEntryKind.File) { Size = Content.Length };

    private static async IAsyncEnumerable<T> Sequence<T>(params T[] items)
    {
        foreach (T item in items)
        {
            await Task.Yield();
            yield return item;
        }
    }

    private sealed class EmptyRangeSource(StorageEntry entry) : IRangeSource
    {
        public StorageEntry Entry => entry;

        public Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => default;
    }
}
