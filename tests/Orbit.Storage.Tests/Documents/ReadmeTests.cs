using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orbit.Storage.Tests.Documents;

public sealed partial class ReadmeTests
{
    private string _root = "";

    public static IEnumerable<string> Examples() => Example().Matches(RepositoryFiles.Read("README.md")).Select(match => match.Groups[1].Value);

    [SetUp]
    public void SetUp() => _root = Directory.CreateTempSubdirectory("orbit-readme-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_root, recursive: true);

    [TestCaseSource(nameof(Examples))]
    public void Example_InTheReadme_IsCompiledWordForWord(string example) =>
        Assert.That(Unindented(RepositoryFiles.Read("tests/Orbit.Storage.Tests/Documents/ReadmeExamples.cs")), Does.Contain(Unindented(example)));

    [Test]
    public async Task Examples_RunOneAfterTheOther_DoWhatTheySay()
    {
        string zip = Path.Combine(_root, "today.zip");
        string copy = Path.Combine(_root, "copy.zip");
        string data = Directory.CreateDirectory(Path.Combine(_root, "data")).FullName;
        await File.WriteAllTextAsync(zip, "zipped");
        ServiceCollection services = new();
        ReadmeExamples.Register(services, new ConfigurationBuilder().Build(), data);
        services.AddLogging().AddSingleton<ReadmeExamples.Reports>();
        await using ServiceProvider provider = services.BuildServiceProvider();
        IStorageBackend files = provider.GetRequiredService<ReadmeExamples.Reports>().Uploads;
        using MemoryStream output = new();

        await ReadmeExamples.WriteAsync(data, zip, new[] { "a\n", "b\n" }.ToAsyncEnumerable());
        await ReadmeExamples.ListAsync(files);
        string note = await ReadmeExamples.ReadAsync(files, copy, output);
        await ReadmeExamples.FailAsync(files);

        Assert.That(note, Is.EqualTo("Water the plants."));
        Assert.That(await File.ReadAllTextAsync(copy), Is.EqualTo("zipped"));
        Assert.That(Encoding.UTF8.GetString(output.ToArray()), Is.EqualTo("a\nb\n"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(data, "notes/today.txt")), Is.EqualTo("Water the plants."));
    }

    private static string Unindented(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Trim().Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
