using System.Globalization;
using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Memory;

public sealed class ConcurrentWriteTests
{
    [Test]
    public async Task Write_ManyCreateOnly_ExactlyOneWins()
    {
        await using MemoryBackend backend = new();

        bool[] outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            try
            {
                await backend.WriteTextAsync("object", $"body {i}", new WriteOptions { Overwrite = false });
                return true;
            }
            catch (StorageException failure) when (failure.Kind == StorageErrorKind.AlreadyExists)
            {
                return false;
            }
        })));

        int winner = Array.IndexOf(outcomes, true);
        Assert.That(outcomes.Count(static won => won), Is.EqualTo(1));
        Assert.That(await backend.ReadTextAsync("object"), Is.EqualTo($"body {winner}"));
        Assert.That(backend.StoredBytes, Is.EqualTo($"body {winner}".Length));
    }

    [Test]
    public async Task Write_CountersByEntityTag_NoIncrementIsLost()
    {
        await using MemoryBackend backend = new();
        await backend.WriteTextAsync("counter", "0");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(async () =>
        {
            for (int done = 0; done < 10;)
            {
                await using StorageContent content = await backend.OpenReadAsync("counter");
                using StreamReader reader = new(content.Reader.AsStream(leaveOpen: true));
                int value = int.Parse(await reader.ReadToEndAsync(), CultureInfo.InvariantCulture);
                try
                {
                    await backend.WriteTextAsync("counter", (value + 1).ToString(CultureInfo.InvariantCulture), new WriteOptions { IfMatch = content.Entry.ETag });
                    done++;
                }
                catch (StorageException failure) when (failure.Kind == StorageErrorKind.PreconditionFailed)
                {
                }
            }
        })));

        Assert.That(await backend.ReadTextAsync("counter"), Is.EqualTo("50"));
    }

    [Test]
    public async Task List_WhileOthersWriteAndDelete_WhatStaysIsShownOnce()
    {
        await using MemoryBackend backend = new();
        string[] kept = [.. Enumerable.Range(0, 500).Select(static i => $"k/{i:000}")];
        foreach (string name in kept)
        {
            await backend.WriteTextAsync(name, "x");
        }

        using CancellationTokenSource stop = new();
        Task noise = Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                await backend.WriteTextAsync($"k/{i % 500:000}-noise", "x");
                await backend.DeleteAsync($"k/{(i * 7) % 500:000}-noise");
            }
        });

        List<string> shown = [];
        await foreach (StorageEntry entry in backend.ListAsync("k", new ListOptions { PageSize = 7 }))
        {
            shown.Add(entry.Path.Value);
        }

        await stop.CancelAsync();
        await noise;
        Assert.That(shown, Is.Unique);
        Assert.That(shown.Where(static name => !name.EndsWith("-noise", StringComparison.Ordinal)), Is.EqualTo(kept));
    }
}
