using System.Diagnostics;

namespace Orbit.Storage.Tests.Local;

/// <summary>A small file system of its own, which only root can mount: a test without one is ignored and says so.</summary>
internal sealed class ScratchMount : IDisposable
{
    private ScratchMount(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts a tmpfs at a directory.</summary>
    /// <param name="path">The directory; made.</param>
    /// <param name="options">As in "size=1m".</param>
    public static ScratchMount Create(string path, string options)
    {
        Directory.CreateDirectory(path);
        if (Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path) is { } problem)
        {
            Assert.Ignore($"a file system could not be mounted, which takes root: {problem}");
        }

        return new ScratchMount(path);
    }

    public void MakeReadOnly() => Assert.That(Run("mount", "-o", "remount,ro", Path), Is.Null);

    public void Dispose() => Run("umount", "--lazy", Path);

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
