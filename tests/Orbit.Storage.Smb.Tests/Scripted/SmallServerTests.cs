using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Scripted;

internal sealed class SmallServerTests : ScriptedTest
{
    private const int Length = (1 << 20) + 4321;

    // No LARGE_MTU: requests of 64 KiB at most, each for one credit and without saying so. The double writes down every other.
    [TestCase(8 << 20, NegotiatedCapabilities.Encryption)]
    [TestCase(64 << 10, NegotiatedCapabilities.Encryption | NegotiatedCapabilities.LargeMtu)]
    [TestCase(100_000, NegotiatedCapabilities.Encryption | NegotiatedCapabilities.LargeMtu)]
    [TestCase(4096, NegotiatedCapabilities.None)]
    public async Task Transfer_WithinWhatTheServerTakes_IsWhole(int maxSize, NegotiatedCapabilities capabilities)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { MaxSize = (uint)maxSize, Capabilities = capabilities });
        byte[] content = Put(server, "file", Length);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        byte[] read = await ReadAsync(share, "file");
        await WriteAsync(share, "copy", content);
        string[] names = await ListAsync(share);

        Assert.Multiple(() =>
        {
            Assert.That(read.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Files["copy"].Content.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(names, Is.EqualTo(new[] { "copy", "file" }));
            Assert.That(server.Violations, Is.Empty);
        });
    }

    [Test]
    public void Open_WhereTheServerTakesNextToNothing_IsRefused()
    {
        SmbDouble server = Serve(new SmbDoubleOptions { MaxSize = 100 });

        Assert.ThrowsAsync<SmbProtocolException>(() => Connect(server).OpenAsync(Patience).AsTask());
    }
}
