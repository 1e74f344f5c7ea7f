using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Orbit.Storage.Tests.Documents;

namespace Orbit.Storage.Tests.Architecture;

/// <summary>Who may refer to whom: the core to no transport's SDK, a backend to the core and its own SDK, and never to another backend.</summary>
public class ReferenceTests
{
    private const string Core = "Orbit.Storage";
    private const string Kit = "Orbit.Storage.Testing";

    // What a consumer of the core inherits, and nothing else. Prefixes of assembly and package names.
    private static readonly string[] CoreMayUse = ["System.", "Microsoft.Extensions.", "Polly.Core", "netstandard"];

    private static readonly Dictionary<string, string[]> BackendsMayUse = new()
    {
        ["Orbit.Storage.S3"] = ["AWSSDK."],
        ["Orbit.Storage.Ssh"] = ["SSH.NET", "Renci.", "BouncyCastle."],
        ["Orbit.Storage.Smb"] = ["SMBLibrary"],
        [Kit] = ["NUnit", "nunit."],
    };

    private static IEnumerable<string> Projects => Directory.EnumerateFiles(SourceDirectory(), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)!);

    [Test]
    public void CoreAssembly_References_AreTheFrameworkAndItsPackages()
    {
        string[] references = [.. typeof(IStorageBackend).Assembly.GetReferencedAssemblies().Select(name => name.Name!)];

        Assert.That(references, Is.Not.Empty);
        Assert.That(references.Where(name => !MayUse(name, CoreMayUse)), Is.Empty);
    }

    [TestCaseSource(nameof(Projects))]
    public void Project_References_AreTheCoreAndItsOwnPackages(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(SourceDirectory(), project, project + ".csproj"));
        string[] projects = [.. Includes(file, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))];
        string[] packages = [.. Includes(file, "PackageReference")];

        Assert.That(projects, Is.EqualTo(project == Core ? [] : new[] { Core }));
        Assert.That(packages.Where(name => !MayUse(name, CoreMayUse) && !MayUse(name, BackendsMayUse.GetValueOrDefault(project, []))), Is.Empty);
    }

    [TestCaseSource(nameof(Projects))]
    public void Project_Internals_AreOpenToItsOwnTestsAlone(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(SourceDirectory(), project, project + ".csproj"));
        string[] friends = [.. Includes(file, nameof(InternalsVisibleToAttribute).Replace("Attribute", "", StringComparison.Ordinal))];

        Assert.That(friends, Has.None.Matches<string>(friend => Projects.Contains(friend)), "a shipped package sees only what is public");
    }

    [Test]
    public void CoreAssembly_Friends_AreNotShipped()
    {
        string[] friends = [.. typeof(IStorageBackend).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName)];

        Assert.That(friends.Intersect(Projects), Is.Empty);
    }

    [Test]
    public void BuiltBackends_References_AreNoOtherBackend()
    {
        string[] built = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "Orbit.Storage*.dll").Where(file => Projects.Contains(Path.GetFileNameWithoutExtension(file)))];

        Assert.That(built, Is.Not.Empty);
        foreach (string file in built)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            IEnumerable<string> references = Assembly.LoadFrom(file).GetReferencedAssemblies().Select(reference => reference.Name!);

            Assert.That(references.Where(reference => reference != Core && Projects.Contains(reference)), Is.Empty, name);
        }
    }

    private static IEnumerable<string> Includes(XDocument file, string item) => file.Descendants(item).Select(element => element.Attribute("Include")!.Value);

    private static bool MayUse(string name, string[] prefixes) => Array.Exists(prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    // Not by the path of this file, which a deterministic build replaces.
    private static string SourceDirectory() => Path.Combine(RepositoryFiles.Root, "src");
}
