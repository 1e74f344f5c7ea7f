using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Memory;

/// <summary>Random operations against a model that is a plain dictionary: what fails changes nothing, what succeeds changes what it says.</summary>
public sealed class MemoryModelTests
{
    private const string Directory = "/";

    [Test]
    public async Task Operations_InAnyOrder_StateIsThatOfTheModel([Range(1, 8)] int seed, [Values] bool flat)
    {
        await using MemoryBackend backend = new(new MemoryBackendOptions { FlatKeys = flat, PageSize = 3 });
        Random random = new(seed);
        SortedDictionary<string, string> model = new(StringComparer.Ordinal);
        int succeeded = 0;
        for (int step = 0; step < 150; step++)
        {
            (string first, string second) = (Name(random), Name(random));
            (Func<Task> operation, Action effect) = Choose(random.Next(6), backend, model, first, second, $"{seed}.{step}");
            try
            {
                await operation();
                effect();
                succeeded++;
            }
            catch (StorageException)
            {
                // The comparison shows that it changed nothing.
            }

            Complete(model, flat);
            Assert.That(await StateAsync(backend), Is.EqualTo(model), $"step {step}");
            Assert.That(backend.StoredBytes, Is.EqualTo(model.Values.Where(static value => value != Directory).Sum(static value => value.Length)));
        }

        Assert.That(succeeded, Is.GreaterThan(40));
    }

    private static (Func<Task> Operation, Action Effect) Choose(
        int choice, MemoryBackend backend, SortedDictionary<string, string> model, string first, string second, string content) => choice switch
        {
            0 => (() => backend.WriteTextAsync(first, content), () => model[first] = content),
            1 => (() => backend.DeleteAsync(first), () => model.Remove(first)),
            2 => (() => backend.DeleteAsync(first, new DeleteOptions { Recursive = true }), () => Move(model, first, null)),
            3 => (() => backend.CopyAsync(first, second), () => model[second] = model[first]),
            4 => (() => backend.RenameAsync(first, second), () => Move(model, first, second)),
            _ => (() => backend.CreateDirectoryAsync(first), () => _ = backend.Capabilities.RealDirectories && model.TryAdd(first, Directory)),
        };

    private static void Move(SortedDictionary<string, string> model, string from, string? to)
    {
        bool isKey = to is not null && model.TryGetValue(from, out string? content) && content != Directory;
        foreach (string name in model.Keys.Where(name => name == from || (!isKey && name.StartsWith(from + "/", StringComparison.Ordinal))).ToArray())
        {
            model.Remove(name, out string? value);
            if (to is not null)
            {
                model[to + name[from.Length..]] = value!;
            }
        }
    }

    private static void Complete(SortedDictionary<string, string> model, bool flat)
    {
        foreach (string name in flat ? [] : model.Keys.ToArray())
        {
            for (int end = name.IndexOf('/', StringComparison.Ordinal); end >= 0; end = name.IndexOf('/', end + 1))
            {
                model.TryAdd(name[..end], Directory);
            }
        }
    }

    private static async Task<SortedDictionary<string, string>> StateAsync(MemoryBackend backend)
    {
        SortedDictionary<string, string> state = new(StringComparer.Ordinal);
        await foreach (StorageEntry entry in backend.ListAsync("", new ListOptions { Recursive = true }))
        {
            state.Add(entry.Path.Value, entry.Kind == StorageEntryKind.Directory ? Directory : await backend.ReadTextAsync(entry.Path));
        }

        return state;
    }

    private static string Name(Random random) => string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => (string[])["a", "b", "a.b", "ab"]).Select(names => names[random.Next(names.Length)]));
}
