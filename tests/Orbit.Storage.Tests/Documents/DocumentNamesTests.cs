using System.Reflection;
using System.Text.RegularExpressions;

namespace Orbit.Storage.Tests.Documents;

public sealed partial class DocumentNamesTests
{
    private static readonly Dictionary<string, Type> Types = typeof(IStorageBackend).Assembly.GetExportedTypes()
        .Where(type => !type.IsNested)
        .GroupBy(type => type.Name.Split('`')[0])
        .ToDictionary(group => group.Key, group => group.First());

    [TestCase("README.md")]
    [TestCase("MIGRATION-v0.5.md")]
    [TestCase("CHANGELOG.md")]
    [TestCase("docs/ARCHITECTURE.md")]
    public void Members_NamedInADocument_AreInTheCode(string document)
    {
        IEnumerable<string> missing = Member().Matches(RepositoryFiles.Read(document))
            .Where(match => Types.TryGetValue(match.Groups[1].Value, out Type? type) && type.GetMember(match.Groups[2].Value).Length == 0)
            .Select(match => match.Value);

        Assert.That(missing, Is.Empty);
    }

    [TestCase("README.md")]
    [TestCase("MIGRATION-v0.5.md")]
    [TestCase("CHANGELOG.md")]
    public void Operations_NamedInADocument_AreInTheCode(string document)
    {
        HashSet<string> known = [.. typeof(IStorageBackend).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Select(method => method.Name)];
        IEnumerable<string> missing = Operation().Matches(RepositoryFiles.Read(document)).Select(match => match.Groups[1].Value).Where(name => !known.Contains(name));

        Assert.That(missing, Is.Empty);
    }

    [GeneratedRegex(@"`(\w+)\.(\w+)[`(]")]
    private static partial Regex Member();

    [GeneratedRegex(@"`([A-Z]\w+Async)[`(]")]
    private static partial Regex Operation();
}
