using System.Diagnostics;
using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

/// <summary>Only the volume of Linux tells such files from others; .NET does not say.</summary>
public sealed class SpecialFileTests
{
    private readonly string _root = Directory.CreateTempSubdirectory("orbit-special-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    [CancelAfter(30_000)]
    public async Task AnyCall_Pipe_IsRefusedAndDoesNotWait(CancellationToken cancellationToken)
    {
        using Process made = Process.Start("mkfifo", [Path.Combine(_root, "pipe")]);
        await made.WaitForExitAsync(cancellationToken);
        await using LocalBackend backend = new(new LocalBackendOptions { Root = _root });

        Assert.That(
            async () => await backend.OpenReadAsync("pipe", null, cancellationToken),
            Throws.InstanceOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.Unsupported));
        Assert.That(
            async () => await backend.WriteTextAsync("pipe", "text", null, cancellationToken),
            Throws.InstanceOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.Unsupported));
        Assert.That((await backend.StatAsync("pipe", cancellationToken)).Kind, Is.EqualTo(StorageEntryKind.Other));
        await backend.DeleteAsync("pipe", null, cancellationToken);
        Assert.That(Directory.GetFileSystemEntries(_root), Is.Empty);
    }
}
