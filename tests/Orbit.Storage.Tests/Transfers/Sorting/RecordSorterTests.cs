using System.Text;
using Orbit.Storage.Transfers.Sorting;

namespace Orbit.Storage.Tests.Transfers.Sorting;

public sealed class RecordSorterTests
{
    [TestCase(64)]
    [TestCase(4096)]
    [TestCase(1 << 20)]
    public void Read_AnyCapacity_InOrderOfKeys(int capacity)
    {
        using RecordSorter sorter = new(null, ordered: true, capacity);
        string[] keys = [.. Enumerable.Range(0, 5000).Select(i => $"k{i * 7919 % 5000:d4}")];
        foreach (string key in keys)
        {
            sorter.Add(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes("v" + key));
        }

        string[] read = [.. sorter.Read().Select(record => Encoding.UTF8.GetString(record.Key.Span) + Encoding.UTF8.GetString(record.Value.Span))];

        Assert.That(read, Is.EqualTo(keys.Order(StringComparer.Ordinal).Select(key => key + "v" + key)));
    }

    [Test]
    public void Read_SameKeyInSeveralRuns_AsTheyWereAdded()
    {
        using RecordSorter sorter = new(null, ordered: true, capacity: 100);
        for (byte i = 0; i < 200; i++)
        {
            sorter.Add("same"u8, [i]);
        }

        Assert.That(sorter.Read().Select(record => record.Value.Span[0]), Is.EqualTo(Enumerable.Range(0, 200)));
    }

    [Test]
    public void Read_WithoutOrder_AsTheyWereAdded()
    {
        using RecordSorter sorter = new(null, ordered: false, capacity: 100);
        for (byte i = 0; i < 200; i++)
        {
            sorter.Add([(byte)(255 - i)], [i]);
        }

        Assert.That(sorter.Read().Select(record => record.Value.Span[0]), Is.EqualTo(Enumerable.Range(0, 200)));
    }

    [Test]
    public void Add_RecordLargerThanCapacity_IsKept()
    {
        using RecordSorter sorter = new(null, ordered: true, capacity: 10);
        sorter.Add("b"u8, new byte[1000]);
        sorter.Add("a"u8, new byte[2000]);

        Assert.That(sorter.Read().Select(record => record.Value.Length), Is.EqualTo(new[] { 2000, 1000 }));
    }

    [Test]
    public void Spill_ScratchDirectory_HoldsNoNameOfIt()
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("orbit-sort-");
        try
        {
            using RecordSorter sorter = new(scratch.FullName, ordered: true, capacity: 100);
            for (byte i = 0; i < 100; i++)
            {
                sorter.Add([i], new byte[50]);
            }

            Assert.That(sorter.Read().Count(), Is.EqualTo(100));
            Assert.That(scratch.EnumerateFiles(), Is.Empty, "a killed process leaves nothing");
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    [Test]
    public void Spill_ScratchDirectoryMissing_InvalidConfigurationThatNamesIt()
    {
        string missing = Path.Combine(Path.GetTempPath(), "orbit-missing-" + Guid.NewGuid().ToString("n"));
        using RecordSorter sorter = new(missing, ordered: true, capacity: 10);
        sorter.Add("a"u8, new byte[20]);

        StorageException failure = Assert.Throws<StorageException>(() => sorter.Add("b"u8, new byte[20]))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(failure.Message, Does.Contain(missing));
    }
}
