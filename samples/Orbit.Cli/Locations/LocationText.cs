using Orbit.Cli.Output;

namespace Orbit.Cli.Locations;

/// <summary>A place as it was written, taken apart; see docs/decisions/0170.</summary>
internal sealed class LocationText
{
    private LocationText(LocationKind kind, string written, string path)
    {
        Kind = kind;
        Written = written;
        Path = path;
    }

    public LocationKind Kind { get; }

    public string Written { get; }

    /// <summary>The path, unescaped, without the separators at its start except for a local one, which is as it was written.</summary>
    public string Path { get; }

    /// <summary>The scheme in lower case, or the name of a backend.</summary>
    public string Scheme { get; private init; } = "";

    /// <summary>Scheme, authority and what else names the store, before the path.</summary>
    public string Store { get; private init; } = "";

    /// <summary>The query with its question mark, or nothing.</summary>
    public string Query { get; private init; } = "";

    /// <summary>Whether it ends in a separator, and so is a directory or is to be one.</summary>
    public bool NamesDirectory => Path.Length == 0 || Path[^1] == '/' || (Kind == LocationKind.Local && Path[^1] == System.IO.Path.DirectorySeparatorChar);

    /// <summary>Takes a place apart.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="names">The backends of the configuration.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public static LocationText Parse(string text, IReadOnlyCollection<string> names)
    {
        if (text.Length == 0)
        {
            throw new UsageException("A place is empty; write a path, a URI, or name:path.");
        }

        if (text == "-")
        {
            return new LocationText(LocationKind.Stream, text, "");
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        int separator = text.IndexOfAny(['/', System.IO.Path.DirectorySeparatorChar]);

        // One letter is a drive of Windows.
        if (colon < 2 || (separator >= 0 && separator < colon))
        {
            return new LocationText(LocationKind.Local, text, text);
        }

        string name = text[..colon];
        bool isUri = text.AsSpan(colon).StartsWith("://", StringComparison.Ordinal) || name.ToUpperInvariant() is "FILE" or "MEM";
        return isUri ? ParseUri(text, name.ToLowerInvariant(), text[(colon + 1)..])
            : names.Contains(name) ? new LocationText(LocationKind.Named, text, text[(colon + 1)..].TrimStart('/')) { Scheme = name, Store = name + ":" }
            : throw new UsageException(
                $"'{Shown.Of(text)}': no backend is named '{name}'. {Known(names)} A URI is written {name}://…, and a local file with a colon in its name ./{Shown.Of(text)}");
    }

    private static LocationText ParseUri(string text, string scheme, string rest)
    {
        if (rest.Contains('#', StringComparison.Ordinal))
        {
            throw new UsageException($"'{Shown.Of(text)}' has a '#'; write it %23 where it belongs to a name.");
        }

        int question = rest.IndexOf('?', StringComparison.Ordinal);
        string query = question < 0 ? "" : rest[question..];
        string place = question < 0 ? rest : rest[..question];
        bool hasAuthority = place.StartsWith("//", StringComparison.Ordinal);
        int pathStart = hasAuthority ? place.IndexOf('/', 2) : 0;
        string authority = hasAuthority ? pathStart < 0 ? place : place[..pathStart] : "";
        string path = pathStart < 0 ? "" : Unescape(place[pathStart..], text);
        if (scheme == "file")
        {
            return authority is "" or "//" or "//localhost"
                ? new LocationText(LocationKind.Local, text, path) { Scheme = scheme, Query = query }
                : throw new UsageException($"'{Shown.Of(text)}' names another machine; a file URI has three slashes, as in file:///srv/data.");
        }

        (string store, string below) = SplitStore(scheme, authority, path);
        return new LocationText(LocationKind.Uri, text, below) { Scheme = scheme, Store = store, Query = query };
    }

    // A share is the store, and a home directory is another place than the root that it lies below.
    private static (string Store, string Path) SplitStore(string scheme, string authority, string path)
    {
        string below = path.TrimStart('/');
        if (scheme == "s3")
        {
            // Keys may begin with a separator: exactly one parts them from the bucket.
            return ($"{scheme}:{authority}", path.Length > 0 ? path[1..] : "");
        }

        if (scheme == "smb" && below.Length > 0)
        {
            int end = below.IndexOf('/', StringComparison.Ordinal);
            string share = end < 0 ? below : below[..end];
            return ($"{scheme}:{authority}/{Uri.EscapeDataString(share)}", end < 0 ? "" : below[end..].TrimStart('/'));
        }

        // Without a path it is where the server starts a session, as /~ is.
        return scheme == "sftp" && (path.Length == 0 || path == "/~" || path.StartsWith("/~/", StringComparison.Ordinal))
            ? ($"{scheme}:{authority}/~", path.Length > 2 ? path[2..].TrimStart('/') : "")
            : ($"{scheme}:{authority}", below);
    }

    private static string Unescape(string path, string text)
    {
        string unescaped = Uri.UnescapeDataString(path);
        return unescaped.Contains('\uFFFD', StringComparison.Ordinal) && !path.Contains('\uFFFD', StringComparison.Ordinal)
            ? throw new UsageException($"'{Shown.Of(text)}' escapes what is no UTF-8.")
            : unescaped;
    }

    private static string Known(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? "The configuration names none." : $"The configuration has {string.Join(", ", names)}.";
}
