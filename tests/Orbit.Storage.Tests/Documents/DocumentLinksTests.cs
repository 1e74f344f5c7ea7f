using System.Text.RegularExpressions;

namespace Orbit.Storage.Tests.Documents;

public sealed partial class DocumentLinksTests
{
    [TestCaseSource(typeof(RepositoryFiles), nameof(RepositoryFiles.Documents))]
    public void Links_ToFiles_LeadSomewhere(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(RepositoryFiles.Root, document))!;
        IEnumerable<string> dead = Link().Matches(RepositoryFiles.Read(document))
            .Select(match => match.Groups[1].Value)
            .Where(target => !Path.Exists(Path.Combine(folder, target)));

        Assert.That(dead, Is.Empty);
    }

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
