namespace Orbit.Cli.Tests;

/// <summary>A test with a directory of its own, in which the program runs.</summary>
internal abstract class CliTest
{
    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("orbit-cli-");

    protected string Directory => _directory.FullName;

    protected Dictionary<string, string?> Environment { get; } = [];

    [TearDown]
    public void RemoveDirectory() => _directory.Delete(recursive: true);

    protected string At(string path) => Path.Combine(Directory, path);

    protected OrbitProcess Start(params string[] arguments) => OrbitProcess.Start(Directory, Environment, arguments);

    protected async Task<OrbitResult> RunAsync(params string[] arguments)
    {
        using OrbitProcess process = Start(arguments);
        return await process.FinishAsync();
    }

    protected void Write(string path, string content)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), content);
    }

    protected string Read(string path) => File.ReadAllText(At(path));

    /// <summary>Makes files of random content.</summary>
    protected void Fill(string path, int files, int size)
    {
        System.IO.Directory.CreateDirectory(At(path));
        byte[] content = new byte[size];
        for (int index = 0; index < files; index++)
        {
            new Random(index).NextBytes(content);
            File.WriteAllBytes(At($"{path}/{index:d3}.bin"), content);
        }
    }

    protected void AssertAlike(string left, string right)
    {
        string[] names = Names(left);
        Assert.That(Names(right), Is.EqualTo(names));
        foreach (string name in names)
        {
            Assert.That(File.ReadAllBytes(At($"{right}/{name}")), Is.EqualTo(File.ReadAllBytes(At($"{left}/{name}"))), name);
        }
    }

    // What begins with a dot is a writer's that was killed, and never shown as a file.
    protected string[] Names(string path) =>
    [
        .. System.IO.Directory.EnumerateFiles(At(path), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(At(path), file)).Where(static name => !Path.GetFileName(name).StartsWith('.')).Order(StringComparer.Ordinal),
    ];
}
