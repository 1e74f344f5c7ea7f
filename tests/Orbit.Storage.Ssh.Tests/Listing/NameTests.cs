using System.Diagnostics;

namespace Orbit.Storage.Ssh.Tests.Listing;

public sealed class NameTests : SshTest
{
    [Test]
    public async Task NameThatIsNotUtf8_IsListedReadRenamedAndDeleted()
    {
        // .NET cannot make such a name; the shell can.
        using (Process shell = Process.Start("/bin/sh", ["-c", $"cd '{Root}' && printf content > \"$(printf 'b\\377d')\""]))
        {
            await shell.WaitForExitAsync(Token);
        }

        StorageEntry entry = (await ListAsync("")).Single();
        Assert.That((entry.Name, entry.Path.IsPortable), Is.EqualTo(("b\udcffd", false)));
        Assert.That(await GetAsync(entry.Path), Is.EqualTo("content"));

        await Backend.RenameAsync(entry.Path, "good", null, Token);
        await Backend.DeleteAsync("good", null, Token);

        Assert.That(Directory.GetFileSystemEntries(Root), Is.Empty);
    }

    [Test]
    public async Task Break_HalfWay_ClosesTheHandle()
    {
        for (int i = 0; i < 500; i++)
        {
            File.WriteAllText(At($"file{i}"), "");
        }

        await foreach (StorageEntry _ in Backend.ListAsync("", new ListOptions { PageSize = 10 }, Token))
        {
            break;
        }

        Assert.That(() => Conformance.ServerHandles.CountBelow(Root), Is.Zero.After(5000, 20));
    }
}
