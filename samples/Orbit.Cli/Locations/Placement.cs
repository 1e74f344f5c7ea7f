using System.Text;
using Orbit.Storage;

namespace Orbit.Cli.Locations;

/// <summary>Which backend is opened for a place, and what its path is there.</summary>
/// <param name="Uri">The URI of the backend; null where it is a named one.</param>
/// <param name="Path">The place below its root.</param>
internal sealed record Placement(string? Uri, StoragePath Path)
{
    /// <summary>One local path, below the directory that holds it.</summary>
    public static Placement OfLocal(string canonical, string query) => OfLocal(canonical, Anchor(canonical), query);

    public static Placement OfLocal(string canonical, string root, string query)
    {
        string below = canonical[root.Length..].TrimStart(System.IO.Path.DirectorySeparatorChar).Replace(System.IO.Path.DirectorySeparatorChar, '/');
        return new Placement($"file://{Escape(root)}{query}", below);
    }

    /// <summary>The nearest existing directory above a path.</summary>
    public static string Anchor(string canonical) => LocalPaths.NearestDirectory(System.IO.Path.GetDirectoryName(canonical) ?? canonical);

    /// <summary>On a server with directories: below the directory that holds it, so that links on the way there are the server's business, or the directory itself where it is written as one.</summary>
    public static Placement OfServer(LocationText text, string root, string query)
    {
        string below = text.Path[Math.Min(root.Length, text.Path.Length)..].Trim('/');
        return new Placement($"{text.Store}/{EscapeSegments(root)}{query}", below);
    }

    /// <summary>A store of keys, a share or memory: at its container.</summary>
    public static Placement OfContainer(LocationText text) =>
        new($"{text.Store}{(text.Scheme == "mem" ? "" : "/")}{text.Query}", WithoutLastSeparator(text.Path));

    /// <summary>The path without the separator that says "a directory"; others are part of a key.</summary>
    public static string WithoutLastSeparator(string path) => path.EndsWith('/') ? path[..^1] : path;

    private static string Escape(string path)
    {
        string slashed = path.Replace(System.IO.Path.DirectorySeparatorChar, '/');
        return (slashed.StartsWith('/') ? "" : "/") + EscapeSegments(slashed);
    }

    private static string EscapeSegments(string path) => new StringBuilder().AppendJoin('/', path.Split('/').Select(System.Uri.EscapeDataString)).ToString();
}
