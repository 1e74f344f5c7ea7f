using Orbit.Storage.Memory;
using Orbit.Storage.Testing.Decorators;
using Orbit.Storage.Testing.Faults;

namespace Orbit.Storage.Testing.Tests.Faults;

public sealed class FaultPlanTests
{
    [Test]
    public async Task Add_SkipAndTimes_StrikesExactlyThen()
    {
        await using FaultInjectingBackend backend = new(new MemoryBackend());
        backend.Faults.Add(StorageCall.Stat, Fault.Throw(StorageErrorKind.Busy), skip: 2, times: 2);
        List<bool> failed = [];

        for (int i = 0; i < 6; i++)
        {
            failed.Add(await FailsAsync(backend.StatAsync("")));
        }

        Assert.That(failed, Is.EqualTo(new[] { false, false, true, true, false, false }));
        Assert.That(backend.Faults.Struck, Is.EqualTo(2));
    }

    [Test]
    public async Task Add_When_StrikesWhatFitsAlone()
    {
        await using FaultInjectingBackend backend = new(new MemoryBackend());
        backend.Faults.Add(StorageCall.CreateDirectory, Fault.Throw(StorageErrorKind.Busy), times: int.MaxValue, when: call => call.Path == "b");

        await backend.CreateDirectoryAsync("a");
        await StorageAssert.FailsAsync(() => backend.CreateDirectoryAsync("b"), StorageErrorKind.Busy);
        await StorageAssert.FailsAsync(() => backend.CreateDirectoryAsync("b"), StorageErrorKind.Busy);
        backend.Faults.Clear();
        await backend.CreateDirectoryAsync("b");
    }

    [Test]
    public async Task Throw_OwnException_IsThatOne()
    {
        InvalidDataException own = new();
        await using FaultInjectingBackend backend = new(new MemoryBackend());
        backend.Faults.Add(StorageCall.Stat, Fault.Throw(() => own));

        Assert.That(await StorageAssert.ThrowsAsync<InvalidDataException>(() => backend.StatAsync("")), Is.SameAs(own));
    }

    [Test]
    public async Task LoseAnswer_CallTookEffect()
    {
        await using FaultInjectingBackend backend = new(new MemoryBackend());
        backend.Faults.Add(StorageCall.CreateDirectory, Fault.LoseAnswer());

        await StorageAssert.FailsAsync(() => backend.CreateDirectoryAsync("a"), StorageErrorKind.Network);

        Assert.That((await backend.StatAsync("a")).Kind, Is.EqualTo(StorageEntryKind.Directory));
    }

    [Test]
    public async Task Hang_EndsWhenCancelled()
    {
        await using FaultInjectingBackend backend = new(new MemoryBackend());
        backend.Faults.Add(StorageCall.Stat, Fault.Hang());
        using CancellationTokenSource canceler = new();
        Task<StorageEntry> stat = backend.StatAsync("", canceler.Token);
        Assert.That((stat.IsCompleted, backend.Log.InFlight), Is.EqualTo((false, 1)));

        await canceler.CancelAsync();

        await StorageAssert.ThrowsAsync<OperationCanceledException>(() => stat);
        Assert.That(backend.Log.InFlight, Is.Zero);
    }

    private static async Task<bool> FailsAsync(Task call)
    {
        try
        {
            await call;
            return false;
        }
        catch (StorageException)
        {
            return true;
        }
    }
}
