using NUnit.Framework;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Takes an answer apart, whatever its type, so that a decorator's can be compared with the one that it was given.</summary>
internal static class ForwardingAnswers
{
    /// <summary>Whatever of an answer must be the same objects on both sides of a decorator.</summary>
    public static async Task<IReadOnlyList<object?>> ExpandAsync(object? answer)
    {
        switch (answer)
        {
            case Task<StorageEntry> entry:
                return [await entry.ConfigureAwait(false)];
            case Task<WriteResult> result:
                return [await result.ConfigureAwait(false)];
            case Task<StorageAttributes> attributes:
                return [await attributes.ConfigureAwait(false)];
            case Task<StorageContent> content:
                StorageContent opened = await content.ConfigureAwait(false);
                return [opened.Entry, opened.Span];
            case Task<IRangeSource> source:
                return [(await source.ConfigureAwait(false)).Entry];
            case IAsyncEnumerable<StorageEntry> entries:
                return await CollectAsync(entries).ConfigureAwait(false);
            case IAsyncEnumerable<DeleteResult> results:
                return await CollectAsync(results).ConfigureAwait(false);
            case IAsyncEnumerable<StoragePath> paths:
                return await CollectAsync(paths).ConfigureAwait(false);
            case Task task:
                await task.ConfigureAwait(false);
                return [];
            case ValueTask task:
                await task.ConfigureAwait(false);
                return [];
            default:
                return [answer];
        }
    }

    /// <summary>Reads the content of an answer that has one, through whatever wraps it.</summary>
    public static async Task CheckContentAsync(object? answer)
    {
        if (answer is Task<StorageContent> content)
        {
            StorageContent opened = await content.ConfigureAwait(false);
            await using (opened.ConfigureAwait(false))
            {
                await ForwardingSamples.Content.MatchesAsync(opened.Reader).ConfigureAwait(false);
            }
        }
    }

    private static async Task<IReadOnlyList<object?>> CollectAsync<T>(IAsyncEnumerable<T> items)
    {
        List<object?> all = [];
        await foreach (T item in items.ConfigureAwait(false))
        {
            all.Add(item);
        }

        Assert.That(all, Is.Not.Empty);
        return all;
    }
}
