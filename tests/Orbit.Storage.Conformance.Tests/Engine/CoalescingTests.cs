using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class CoalescingTests : EngineFixture
{
    // The seekable stream reads ahead, so that small reads with small gaps between them become few requests.
    [Test]
    public async Task R10_SmallReadsWithSmallGaps_AreFewRequests()
    {
        PatternedContent content = new(200 * KiB, seed: 10);
        ScriptedBackend store = OpenTimeless();
        store.Plant("object", content.ToArray());
        await using Stream stream = await store.OpenReadStreamAsync("object", new ReadOptions { Transfer = Parts(64 * KiB) }, Token);
        byte[] buffer = new byte[KiB];

        for (int i = 0; i < 100; i++)
        {
            stream.Position = 2 * i * KiB;
            await stream.ReadExactlyAsync(buffer, Token);
            Assert.That(content.FindDifference(stream.Position - KiB, buffer), Is.Null);
        }

        Assert.That(store.Log.Count(StorageCall.OpenRange), Is.LessThanOrEqualTo((200 / 64) + 1 + 1));
    }
}
