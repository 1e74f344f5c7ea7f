using System.Diagnostics;
using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

public sealed class DeadWriterTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("orbit-dead-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    [CancelAfter(120_000)]
    public async Task Write_ProcessKilled_LeavesOneTemporaryThatIsSwept(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "file"), "old", cancellationToken);
        using Process child = ChildProgram.Start([], ["write-without-end", _root, "file"]);
        string? temporary;
        while ((temporary = Directory.GetFiles(_root).SingleOrDefault(static name => TemporaryName.IsMatch(Path.GetFileName(name)))) is null || new FileInfo(temporary).Length == 0)
        {
            Assert.That(child.HasExited, Is.False);
            await Task.Delay(20, cancellationToken);
        }

        await using LocalBackend backend = new(new LocalBackendOptions { Root = _root });
        SweepResult whileAlive = await backend.SweepAsync(TimeSpan.Zero, cancellationToken);
        child.Kill();
        await child.WaitForExitAsync(cancellationToken);
        string content = await backend.ReadTextAsync("file", cancellationToken: cancellationToken);
        string[] left = Directory.GetFiles(_root);
        SweepResult afterwards = await backend.SweepAsync(TimeSpan.Zero, cancellationToken);

        Assert.That((whileAlive.Count, afterwards.Count, content), Is.EqualTo((0L, 1L, "old")));
        Assert.That(afterwards.Bytes, Is.Positive);
        Assert.That(left, Is.EquivalentTo(new[] { Path.Combine(_root, "file"), temporary }));
        Assert.That(Directory.GetFiles(_root), Is.EqualTo(new[] { Path.Combine(_root, "file") }));
    }
}
