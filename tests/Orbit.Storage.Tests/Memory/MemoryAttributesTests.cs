using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Memory;

public sealed class MemoryAttributesTests
{
    [Test]
    public async Task SetAttributes_SomeMembers_OthersAreKept()
    {
        await using MemoryBackend backend = new();
        await backend.WriteTextAsync("object", "x", new WriteOptions { ContentType = "text/plain", Metadata = new Dictionary<string, string> { ["k"] = "v" } });
        StorageEntry before = await backend.StatAsync("object");

        await backend.SetAttributesAsync("object", new StorageAttributes { Owner = new StorageOwner { UserId = 7 }, ExtendedAttributes = Extended("user.a", 1) });
        await backend.SetAttributesAsync("object", new StorageAttributes { Owner = new StorageOwner { GroupId = 8 }, ExtendedAttributes = Extended("user.b") });

        StorageAttributes attributes = await backend.GetAttributesAsync("object");
        Assert.That((attributes.Owner!.UserId, attributes.Owner.GroupId), Is.EqualTo((7, 8)));
        Assert.That((attributes.ContentType, attributes.Metadata!["k"], attributes.LastModified), Is.EqualTo(("text/plain", "v", before.LastModified)));
        Assert.That(attributes.ExtendedAttributes!.ToDictionary(static pair => pair.Key, static pair => pair.Value.Length), Is.EqualTo(new Dictionary<string, int> { ["user.a"] = 1, ["user.b"] = 0 }));
        Assert.That((await backend.StatAsync("object")).ETag, Is.EqualTo(before.ETag));
    }

    [Test]
    public async Task SetAttributes_CallersValuesChangeLater_StoredOnesDoNot()
    {
        await using MemoryBackend backend = new();
        await backend.WriteTextAsync("object", "x");
        byte[] value = [1];
        Dictionary<string, string> metadata = new() { ["k"] = "v" };
        await backend.SetAttributesAsync("object", new StorageAttributes { Metadata = metadata, ExtendedAttributes = new Dictionary<string, ReadOnlyMemory<byte>> { ["user.a"] = value } });

        value[0] = 2;
        metadata["k"] = "changed";

        StorageAttributes attributes = await backend.GetAttributesAsync("object");
        Assert.That((attributes.ExtendedAttributes!["user.a"].Span[0], attributes.Metadata!["k"]), Is.EqualTo(((byte)1, "v")));
    }

    [TestCase("")]
    [TestCase("directory")]
    public async Task SetAttributes_Directory_IsKept(string path)
    {
        await using MemoryBackend backend = new();
        await backend.CreateDirectoryAsync("directory");
        DateTimeOffset time = new(2001, 2, 3, 4, 5, 6, TimeSpan.FromHours(2));

        await backend.SetAttributesAsync(path, new StorageAttributes { LastModified = time, Permissions = UnixFileMode.UserRead });

        StorageEntry entry = await backend.StatAsync(path);
        Assert.That((entry.Kind, entry.LastModified, entry.Permissions), Is.EqualTo((StorageEntryKind.Directory, time, UnixFileMode.UserRead)));
        Assert.That(entry.LastModified!.Value.Offset, Is.EqualTo(TimeSpan.Zero));
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Extended(string name, params byte[] value) => new() { [name] = value };
}
