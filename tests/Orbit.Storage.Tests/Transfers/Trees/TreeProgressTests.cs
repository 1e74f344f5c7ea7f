using Microsoft.Extensions.Time.Testing;

namespace Orbit.Storage.Tests.Transfers.Trees;

public sealed class TreeProgressTests
{
    [Test]
    public async Task CopyTree_Progress_EndsWithAllOfIt()
    {
        await using TreePairRig rig = new();
        for (int i = 0; i < 10; i++)
        {
            await TreePairRig.WriteAsync(rig.Source, $"p/{i}", "1234");
        }

        Reports reports = new();
        await rig.Source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { Progress = reports, Time = new FakeTimeProvider() });

        TreeProgress last = reports.All[^1];
        Assert.That((last.Files, last.FilesFound, last.Bytes, last.BytesFound, last.IsListed, last.Failed), Is.EqualTo((10L, 10L, 40L, 40L, true, 0L)));
        Assert.That(reports.All, Has.Count.EqualTo(1), "no time has passed, so none but the end is told");
    }

    [Test]
    public async Task CopyTree_TimePasses_AtMostTenReportsASecondThatNeverGoBack()
    {
        await using TreePairRig rig = new();
        for (int i = 0; i < 100; i++)
        {
            await TreePairRig.WriteAsync(rig.Source, $"p/{i:d3}", "1234");
        }

        FakeTimeProvider time = new();
        Reports reports = new() { OnEvent = () => time.Advance(TimeSpan.FromMilliseconds(20)) };
        await rig.Source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { Progress = reports, Events = reports, Time = time, Concurrency = 1 });

        Assert.That(reports.All, Has.Count.InRange(10, 22), "2 s have passed");
        Assert.That(reports.All.Zip(reports.All.Skip(1)), Has.All.Matches<(TreeProgress Before, TreeProgress After)>(pair => pair.After.Files >= pair.Before.Files && pair.After.Bytes >= pair.Before.Bytes));
        Assert.That(reports.All[^2].BytesPerSecond, Is.EqualTo(200).Within(60));
    }

    [Test]
    public async Task CopyTree_ReceiverThrows_TheTransferGoesOn()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1234");

        TreeReport report = await rig.Source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { Progress = new Throwing() });

        Assert.That(report.Transferred, Is.EqualTo(1));
    }

    private sealed class Reports : IProgress<TreeProgress>, IProgress<TreeEvent>
    {
        public List<TreeProgress> All { get; } = [];

        public Action? OnEvent { get; init; }

        public void Report(TreeProgress value) => All.Add(value);

        public void Report(TreeEvent value) => OnEvent?.Invoke();
    }

    private sealed class Throwing : IProgress<TreeProgress>
    {
        public void Report(TreeProgress value) => throw new InvalidOperationException("a display is broken");
    }
}
