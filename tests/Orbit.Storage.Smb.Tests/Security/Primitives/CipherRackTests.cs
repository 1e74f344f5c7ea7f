using Orbit.Storage.Smb.Security.Primitives;

namespace Orbit.Storage.Smb.Tests.Security.Primitives;

public sealed class CipherRackTests
{
    private int _disposed;

    [Test]
    public void Take_AfterPutBack_GivesTheSameInstance()
    {
        using CipherRack<Instance> rack = Rack();
        Instance first = rack.Take();
        rack.PutBack(first);

        Assert.That(rack.Take(), Is.SameAs(first));
    }

    [Test]
    public void Take_WhileAnotherIsTaken_GivesAnother()
    {
        using CipherRack<Instance> rack = Rack();

        Instance first = rack.Take();

        Assert.That(rack.Take(), Is.Not.SameAs(first));
    }

    [Test]
    public void PutBack_MoreThanProcessors_DisposesTheRest()
    {
        using CipherRack<Instance> rack = Rack();
        Instance[] taken = [.. Enumerable.Range(0, Environment.ProcessorCount + 2).Select(_ => rack.Take())];

        Array.ForEach(taken, rack.PutBack);

        Assert.That(_disposed, Is.EqualTo(2));
    }

    [Test]
    public void Dispose_WithOneTaken_DisposesAllAndMakesNoMore()
    {
        CipherRack<Instance> rack = Rack();
        Instance taken = rack.Take();
        rack.PutBack(rack.Take());

        rack.Dispose();
        rack.PutBack(taken);

        Assert.Multiple(() =>
        {
            Assert.That(_disposed, Is.EqualTo(2));
            Assert.That(rack.Take, Throws.TypeOf<ObjectDisposedException>());
        });
    }

    private CipherRack<Instance> Rack() => new([1, 2, 3], _ => new Instance(this));

    private sealed class Instance(CipherRackTests test) : IDisposable
    {
        public void Dispose() => test._disposed++;
    }
}
