namespace Orbit.Storage.Tests.Writing;

public sealed class ContentSizeTests
{
    private const int P = WriteRig.PartSize;

    private static readonly int[] Sizes = [0, 1, 100, P - 1, P, P + 1, (2 * P) - 1, 2 * P, (2 * P) + 1, (7 * P) + 13, 20 * P];

    [Test]
    public async Task WriteAsync_AnySize_PublishesTheSameBytes([ValueSource(nameof(Sizes))] int size, [Values] bool isKnown, [Values] bool givesReceipts)
    {
        using WriteRig rig = new() { Sink = { GivesReceipts = givesReceipts } };
        byte[] content = WriteRig.Content(size);

        WriteResult result = await rig.WriteAsync(content, new WriteOptions { ExpectedLength = isKnown ? size : null });

        Assert.That(result.Size, Is.EqualTo(size));
        Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
        Assert.That(rig.Memory.Reserved, Is.Zero);
    }

    [Test]
    public async Task WriteAsync_FitsOnePart_NeverBegins([Values(0, 1, P - 1, P)] int size, [Values] bool isKnown)
    {
        using WriteRig rig = new();

        await rig.WriteAsync(WriteRig.Content(size), new WriteOptions { ExpectedLength = isKnown ? size : null });

        Assert.That(string.Join(" ", rig.Sink.Calls), Is.EqualTo("whole dispose"));
    }

    [Test]
    public async Task WriteAsync_WholeNumberOfParts_NoEmptyPart([Values] bool isKnown)
    {
        using WriteRig rig = new();

        await rig.WriteAsync(WriteRig.Content(3 * P), new WriteOptions { ExpectedLength = isKnown ? 3 * P : null });

        Assert.That(rig.Sink.PartSizes, Has.Count.EqualTo(3).And.All.EqualTo(P));
    }
}
