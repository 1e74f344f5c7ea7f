using System.Text;

namespace Orbit.Storage.Tests.Transfers;

/// <summary>What a crash or a bad disk leaves of a journal.</summary>
public sealed class TornJournalTests : IDisposable
{
    private readonly JournalRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Test]
    public async Task Read_CutAtAnyByte_YieldsTheWholeLines()
    {
        await _rig.WriteAsync(4);
        byte[] whole = _rig.Bytes;

        for (int length = 0; length <= whole.Length; length++)
        {
            _rig.Bytes = whole[..length];
            int lines = whole.AsSpan(0, length).Count((byte)'\n');
            int[]? expected = lines == 0 ? null : [.. Enumerable.Range(0, lines - 1)];

            Assert.That(await _rig.ReadAsync(), Is.EqualTo(expected), $"cut to {length} of {whole.Length} bytes");
        }
    }

    [Test]
    public async Task Append_BehindATornLine_IsReadAgain()
    {
        await _rig.WriteAsync(3);
        byte[] whole = _rig.Bytes;
        _rig.Bytes = whole[..^10];

        await using (Orbit.Storage.Transfers.Journal.JournalFile journal = _rig.Open())
        {
            await journal.ReadAsync("test", _ => { }, default);
            await journal.AppendAsync(new JournalRig.Entry(7), 1, default);
        }

        Assert.That(await _rig.ReadAsync(), Is.EqualTo(new[] { 0, 1, 7 }));
    }

    [Test]
    public async Task Read_AnyByteDamaged_YieldsNothingThatWasNotWritten()
    {
        await _rig.WriteAsync(3);
        byte[] whole = _rig.Bytes;

        for (int i = Encoding.UTF8.GetByteCount("{\"journal\":\"orbit-storage\","); i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x08;
            _rig.Bytes = damaged;

            List<int> read = await _rig.ReadAsync() ?? [];

            Assert.That(read, Is.EqualTo(Enumerable.Range(0, read.Count)), $"byte {i}");
            Assert.That(read, Has.Count.LessThan(3), $"byte {i}");
        }
    }

    [Test]
    public async Task Read_DamagedInTheMiddle_DropsWhatFollowsAndCutsItOff()
    {
        await _rig.WriteAsync(5);
        byte[] damaged = _rig.Bytes;
        int third = LineStart(damaged, 3);
        damaged[third + 20] ^= 1;
        _rig.Bytes = damaged;

        Assert.That(await _rig.ReadAsync(), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(_rig.Bytes, Has.Length.EqualTo(third));
    }

    private static int LineStart(byte[] bytes, int line)
    {
        int start = 0;
        for (int i = 0; i < line; i++)
        {
            start = Array.IndexOf(bytes, (byte)'\n', start) + 1;
        }

        return start;
    }
}
