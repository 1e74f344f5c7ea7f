using System.Buffers;
using Orbit.Storage.Transport;
using Orbit.Storage.Writing;

namespace Orbit.Storage.Tests.Writing;

public sealed class PartLedgerTests
{
    private readonly PartLedger _ledger = new();

    [Test]
    public void Close_PartsOutOfOrder_ReceiptsByIndex()
    {
        foreach (int index in new[] { 2, 0, 3, 1 })
        {
            Add(index, withReceipt: true);
        }

        Assert.That(_ledger.Close(4, out IReadOnlyList<PartReceipt> receipts), Is.Null);
        Assert.That(receipts.Select(receipt => receipt.Index), Is.EqualTo(new[] { 0, 1, 2, 3 }));
    }

    [Test]
    public void Close_NoReceipts_Empty()
    {
        Add(1, withReceipt: false);
        Add(0, withReceipt: false);

        Assert.That(_ledger.Close(2, out IReadOnlyList<PartReceipt> receipts), Is.Null);
        Assert.That(receipts, Is.Empty);
    }

    [Test]
    public void Close_Gap_NamesTheMissingPart([Values] bool withReceipts)
    {
        Add(0, withReceipts);
        Add(2, withReceipts);

        Assert.That(_ledger.Close(3, out _)!.Detail, Does.StartWith("missing part 1"));
    }

    [Test]
    public void Close_LastPartForgotten_NamesIt()
    {
        Add(0, withReceipt: true);

        Assert.That(_ledger.Close(2, out _)!.Detail, Does.StartWith("missing part 1"));
    }

    [Test]
    public void Close_MorePartsThanWereMade_Fault()
    {
        Add(0, withReceipt: true);
        Add(1, withReceipt: true);

        Assert.That(_ledger.Close(1, out _), Is.Not.Null);
    }

    [Test]
    public void Close_OneReceiptMissing_NamesIt([Values(0, 1, 2)] int without)
    {
        for (int i = 0; i < 3; i++)
        {
            Add(i, withReceipt: i != without);
        }

        Assert.That(_ledger.Close(3, out _)!.Detail, Does.StartWith($"missing the receipt of part {without}"));
    }

    [Test]
    public void Add_SamePartTwice_Fault([Values(0, 5)] int index)
    {
        Add(index, withReceipt: false);

        Assert.That(_ledger.Add(Part(index), null), Is.Not.Null);
    }

    [Test]
    public void Add_AnotherPartsReceipt_Fault() =>
        Assert.That(_ledger.Add(Part(3), new PartReceipt(4, 1)), Is.Not.Null);

    private static PartContent Part(int index) => PartContent.FromMemory(index, index, new ReadOnlySequence<byte>(new byte[1]));

    private void Add(int index, bool withReceipt) =>
        Assert.That(_ledger.Add(Part(index), withReceipt ? new PartReceipt(index, 1) : null), Is.Null);
}
