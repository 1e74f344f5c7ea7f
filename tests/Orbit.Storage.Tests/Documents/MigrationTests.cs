namespace Orbit.Storage.Tests.Documents;

public sealed class MigrationTests
{
    // What v0.4 had, in the words of its interface.
    [TestCase("Operations", "write", "list", "stat", "read", "delete", "mkdir", "rename", "exists", "backend_name", "supports")]
    [TestCase("Options of a write", "create_parents", "overwrite", "content_type", "metadata", "permissions")]
    [TestCase("Options of a listing", "recursive", "max_depth", "include_hidden", "follow_symlinks", "max_entries")]
    [TestCase("An entry", "path", "full path", "size", "kind", "modified time", "created time", "accessed time", "permissions", "content type", "entity tag", "custom metadata")]
    [TestCase(
        "Errors", "Io", "NotFound", "PermissionDenied", "AuthenticationFailed", "ConnectionFailed", "Timeout", "InvalidConfig", "Unsupported", "InvalidPath", "AlreadyExists",
        "DirectoryNotEmpty", "QuotaExceeded", "Network", "Serialization", "Other")]
    public void Table_EverythingThatV04Had_HasARow(string section, params string[] names)
    {
        string text = RepositoryFiles.Read("MIGRATION-v0.5.md").Split("\n## ").Single(part => part.StartsWith(section + "\n", StringComparison.Ordinal));
        string[] rows = [.. text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim().Trim('`'))];

        foreach (string name in names)
        {
            Assert.That(rows, Has.Some.EqualTo(name).Or.Some.StartsWith(name + "(").Or.Some.StartsWith(name + "` ("), name);
        }
    }

    [TestCase(typeof(WriteOptions))]
    [TestCase(typeof(ListOptions))]
    [TestCase(typeof(StorageEntry))]
    public void Members_EveryOneOfNow_IsNamed(Type type)
    {
        string text = RepositoryFiles.Read("MIGRATION-v0.5.md");

        foreach (string member in type.GetProperties().Select(property => property.Name))
        {
            Assert.That(text, Does.Contain($"`{type.Name}.{member}`"));
        }
    }

    [Test]
    public void Errors_EveryKindOfNow_IsNamed()
    {
        string text = RepositoryFiles.Read("MIGRATION-v0.5.md");

        foreach (string kind in Enum.GetNames<StorageErrorKind>())
        {
            Assert.That(text, Does.Contain($"`StorageErrorKind.{kind}`"));
        }
    }
}
