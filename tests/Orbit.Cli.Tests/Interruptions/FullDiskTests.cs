using System.Diagnostics;

namespace Orbit.Cli.Tests.Interruptions;

internal sealed class FullDiskTests : CliTest
{
    [Test]
    public async Task Cp_DiskFull_SaysSoAndGoesOnOnceThereIsRoom()
    {
        Fill("src", 8, 512 * 1024);
        System.IO.Directory.CreateDirectory(At("small"));
        if (Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", At("small")) is { } problem)
        {
            Assert.Ignore($"a file system could not be mounted, which takes root: {problem}");
        }

        try
        {
            OrbitResult full = await RunAsync("cp", "-r", "src", "small/dst", "--journal", "j", "--json");
            Assert.That(full.ExitCode, Is.EqualTo(1), full.ToString());
            Assert.That(full.JsonErrors[^1].GetProperty("kind").GetString(), Is.EqualTo("QuotaExceeded"));
            Assert.That(full.JsonErrors[^1].GetProperty("advice").GetString(), Does.Contain("make room"));
            Assert.That(Names("small/dst").Select(name => new FileInfo(At($"small/dst/{name}")).Length), Is.All.EqualTo(512 * 1024), "no file is there in part");

            Run("mount", "-o", "remount,size=16m", At("small"));
            OrbitResult resumed = await RunAsync("cp", "-r", "src", "small/dst", "--journal", "j", "--resume");
            Assert.That(resumed.ExitCode, Is.Zero, resumed.ToString());
            AssertAlike("src", "small/dst");
        }
        finally
        {
            Run("umount", "--lazy", At("small"));
        }
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
