using System.Text.RegularExpressions;
using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Conformance;

namespace Orbit.Storage.Conformance.Tests;

/// <summary>Holds docs/conformance.md to the tests that there are.</summary>
public sealed partial class CoverageTests
{
    [Test]
    public void Document_NamesExactlyTheFixturesThatAnswerEachCase()
    {
        Dictionary<string, string[]> documented = Rows().ToDictionary(row => row.Id, row => row.Fixtures);
        Dictionary<string, string[]> found = Fixtures()
            .SelectMany(type => type.GetMethods().Select(method => (Match: CaseName().Match(method.Name), Fixture: type.Name.Split('`')[0])))
            .Where(test => test.Match.Success)
            .GroupBy(test => test.Match.Groups["id"].Value, test => test.Fixture)
            .ToDictionary(group => group.Key, group => group.Distinct().Order(StringComparer.Ordinal).ToArray());

        Assert.Multiple(() =>
        {
            Assert.That(found.Keys, Is.SubsetOf(documented.Keys));
            foreach ((string id, string[] fixtures) in documented)
            {
                Assert.That(fixtures, Is.EqualTo(found.GetValueOrDefault(id, [])), id);
            }
        });
    }

    [Test]
    public void Document_CaseWithoutATest_SaysWhy() =>
        Assert.That(Rows().Where(row => row.Fixtures.Length == 0).Select(row => row.Answer), Is.All.Not.Empty);

    private static IEnumerable<Type> Fixtures() =>
    [
        .. typeof(BackendHarness).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(WriteConformance<>).Namespace),
        .. typeof(CoverageTests).Assembly.GetExportedTypes().Where(type => type.BaseType is not { IsGenericType: true }),
    ];

    private static (string Id, string[] Fixtures, string Answer)[] Rows()
    {
        string[] lines = File.ReadAllLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "conformance.md"));
        return
        [
            .. lines.Select(line => Row().Match(line)).Where(row => row.Success).Select(row =>
                (row.Groups["id"].Value, Quoted().Matches(row.Groups["answer"].Value).Select(name => name.Groups["name"].Value).ToArray(), row.Groups["answer"].Value)),
        ];
    }

    [GeneratedRegex(@"^(?<id>[A-Z]\d\d)_")]
    private static partial Regex CaseName();

    [GeneratedRegex(@"^\| (?<id>[A-Z]\d\d) \| .* \| (?<answer>.*) \|$")]
    private static partial Regex Row();

    // The fixtures come first and a remark after them, in which other names may occur.
    [GeneratedRegex(@"(?:^|\G, )`(?<name>\w+)`")]
    private static partial Regex Quoted();
}
