using Microsoft.Extensions.FileSystemGlobbing;

namespace Orbit.Storage.Transfers.Trees;

/// <summary>The patterns of an operation, asked of one path at a time, so that nothing is collected (docs/decisions/0153).</summary>
internal sealed class TreeFilter
{
    // Any root does: the paths asked for are below it, and it is never looked at.
    private const string Root = "/";

    // A name nobody gives a file: whether it would be left out says whether a directory is left out with all that is in it.
    private const string AnyName = "\u0001";

    private readonly Matcher _files = new(StringComparison.Ordinal);
    private readonly bool _hasIncludes;

    private TreeFilter(TreeOptions options)
    {
        _hasIncludes = options.Include.Count > 0;
        _files.AddIncludePatterns(_hasIncludes ? options.Include : ["**/*"]);
        _files.AddExcludePatterns(options.Exclude);
    }

    /// <summary>Prepares the patterns; null where there are none.</summary>
    public static TreeFilter? For(TreeOptions options) => options.Include.Count + options.Exclude.Count == 0 ? null : new TreeFilter(options);

    /// <summary>Whether an entry takes part.</summary>
    public bool Shows(StoragePath path, bool isDirectory) => isDirectory
        ? !_hasIncludes && Matches(path.Value) && Matches(path.Value + "/" + AnyName)
        : Matches(path.Value);

    private bool Matches(string path) => _files.Match(Root, path).HasMatches;
}
