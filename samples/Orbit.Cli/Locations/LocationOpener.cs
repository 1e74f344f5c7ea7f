using Orbit.Cli.Output;
using Orbit.Storage;

namespace Orbit.Cli.Locations;

/// <summary>Opens places. Two on one store get one backend, which then copies and renames by itself, and sees where one lies inside the other.</summary>
internal sealed class LocationOpener(IStorageBackendProvider provider, LocationOptions options) : IAsyncDisposable
{
    private readonly Dictionary<string, IStorageBackend> _open = [];
    private readonly List<IStorageBackend> _owned = [];

    public Location Open(string written, LocationUse use) => Open(Parse(written), use);

    /// <summary>Opens both ends of a transfer.</summary>
    /// <exception cref="UsageException">One is no place.</exception>
    /// <exception cref="StorageException">A backend cannot be opened.</exception>
    public (Location Source, Location Target) OpenPair(string source, LocationUse use, string target)
    {
        LocationText from = Parse(source);
        LocationText to = Parse(target);
        if (from.Kind == LocationKind.Local && to.Kind == LocationKind.Local && from.Query == to.Query)
        {
            string left = Canonical(from, use);
            string right = Canonical(to, LocationUse.Write);
            (string leftAnchor, string rightAnchor) = (Placement.Anchor(left), Placement.Anchor(right));
            bool overlap = LocalPaths.IsAtOrBelow(left, right) || LocalPaths.IsAtOrBelow(right, left);

            // Within one backend the kernel copies, where no limit holds; a move by renaming needs none.
            bool mayShare = options.BytesPerSecond is null || use == LocationUse.Entry;
            if ((overlap || (mayShare && LocalPaths.AreOnOneVolume(leftAnchor, rightAnchor))) && LocalPaths.CommonDirectory(leftAnchor, rightAnchor) is { } common)
            {
                return (Make(from, Placement.OfLocal(left, common, Query(from)), left, limited: true), Make(to, Placement.OfLocal(right, common, Query(to)), right, limited: true));
            }
        }
        else if (from.Scheme == "sftp" && to.Scheme == "sftp" && from.Store == to.Store && from.Query == to.Query)
        {
            string common = CommonPrefix(ParentOf(from.Path), ParentOf(to.Path));
            return (Make(from, Placement.OfServer(from, common, Query(from)), from.Path, limited: true), Make(to, Placement.OfServer(to, common, Query(to)), to.Path, limited: true));
        }

        // Every byte passes the target; where source and target are one, it is one view that counts it.
        return (Open(from, use, limited: IsOneStore(from, to)), Open(to, LocationUse.Write, limited: true));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IStorageBackend backend in _owned)
        {
            await backend.DisposeAsync();
        }
    }

    private static bool IsOneStore(LocationText left, LocationText right) => left.Kind == right.Kind && left.Store == right.Store && left.Query == right.Query && left.Kind != LocationKind.Local;

    private LocationText Parse(string written) => LocationText.Parse(written, provider.Names.ToList());

    private Location Open(LocationText text, LocationUse use, bool limited = true)
    {
        switch (text.Kind)
        {
            case LocationKind.Local:
                string canonical = Canonical(text, use);
                return Make(text, Placement.OfLocal(canonical, Query(text)), canonical, limited);
            case LocationKind.Named:
                return Make(text, new Placement(null, Placement.WithoutLastSeparator(text.Path)), text.Path, limited);
            case LocationKind.Uri when text.Scheme == "sftp":
                string root = text.NamesDirectory && use == LocationUse.Read ? text.Path.TrimEnd('/') : ParentOf(text.Path);
                string creates = use == LocationUse.Write && !options.DryRun ? "CreateRoot=true" : "";
                return Make(text, Placement.OfServer(text, root, Query(text, creates)), text.Path, limited);
            case LocationKind.Uri:
                return Make(text, Placement.OfContainer(text), text.Path, limited);
            default:
                throw new UsageException("'-' is standard input or output, which cp alone takes.");
        }
    }

    private Location Make(LocationText text, Placement placement, string path, bool limited) => new()
    {
        Backend = Backend(placement.Uri, text.Scheme, limited),
        Path = placement.Path,
        Shown = Shown.Of(text.Written),
        NamesDirectory = text.NamesDirectory,
        Identity = text.Kind == LocationKind.Local ? path : $"{Shown.Of(text.Store)}/{path}{QueryIdentity(text.Query)}",
    };

    private IStorageBackend Backend(string? uri, string name, bool limited)
    {
        string key = $"{limited} {uri ?? name}";
        if (!_open.TryGetValue(key, out IStorageBackend? backend))
        {
            backend = uri is null ? provider.GetBackend(name) : provider.Open(uri);
            if (uri is not null)
            {
                _owned.Add(backend);
            }

            _open[key] = backend = limited && options.BytesPerSecond is { } rate ? backend.WithBandwidthLimit(rate, leaveOpen: true) : backend;
        }

        return backend;
    }

    private static string Canonical(LocationText text, LocationUse use) => LocalPaths.Canonical(text.Path, followLast: use != LocationUse.Entry || text.NamesDirectory);

    private string Query(LocationText text, string addition = "")
    {
        string[] additions =
        [
            .. options.FollowLinks ? ["SymbolicLinks=Follow"] : Array.Empty<string>(),
            .. addition.Length > 0 ? [addition] : Array.Empty<string>(),
        ];
        IEnumerable<string> missing = additions.Where(parameter => !text.Query.Contains(parameter[..(parameter.IndexOf('=', StringComparison.Ordinal) + 1)], StringComparison.OrdinalIgnoreCase));
        string added = string.Join('&', missing);
        return added.Length == 0 ? text.Query : text.Query.Length > 1 ? $"{text.Query}&{added}" : $"?{added}";
    }

    // Two stores may have a bucket of one name: the endpoint tells them apart, and is no secret.
    private static string QueryIdentity(string query) =>
        string.Concat(query.TrimStart('?').Split('&').Where(static parameter => parameter.StartsWith("endpoint=", StringComparison.OrdinalIgnoreCase)).Select(static parameter => "?" + parameter));

    private static string ParentOf(string path) => path.TrimEnd('/') is var entry && entry.LastIndexOf('/') is > 0 and var end ? entry[..end] : "";

    private static string CommonPrefix(string left, string right)
    {
        string common = left;
        while (common.Length > 0 && !(right + "/").StartsWith(common + "/", StringComparison.Ordinal))
        {
            common = ParentOf(common);
        }

        return common;
    }
}
