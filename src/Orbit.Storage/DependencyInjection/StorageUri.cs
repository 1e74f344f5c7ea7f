using System.Text;

namespace Orbit.Storage.DependencyInjection;

/// <summary>Shows URIs of storage without what may be secret in them.</summary>
public static class StorageUri
{
    private const string Hidden = "***";

    /// <summary>Hides user information, the values of query parameters and the fragment.</summary>
    /// <param name="uri">The URI.</param>
    public static string Redact(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return Redact(uri.OriginalString);
    }

    /// <summary>Hides user information, the values of query parameters and the fragment, also where the text is no proper URI.</summary>
    /// <param name="uri">The URI.</param>
    public static string Redact(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        // All up to the last '@', since an unescaped '/', '?' or '#' in a password puts its rest where a parser sees path, query or fragment.
        int user = uri.LastIndexOf('@');
        int start = user < 0 ? 0 : SchemeEnd(uri.AsSpan(0, user));
        string shown = user < 0 ? uri : string.Concat(uri.AsSpan(0, start), Hidden, uri.AsSpan(user));

        int fragment = shown.IndexOf('#', StringComparison.Ordinal);
        int query = (fragment < 0 ? shown : shown[..fragment]).IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return fragment < 0 ? shown : shown[..fragment] + "#" + Hidden;
        }

        StringBuilder redacted = new(shown, 0, query, shown.Length);
        char separator = '?';
        foreach (string parameter in shown[(query + 1)..(fragment < 0 ? shown.Length : fragment)].Split('&'))
        {
            int end = parameter.IndexOf('=', StringComparison.Ordinal);
            redacted.Append(separator).Append(parameter.AsSpan(0, end + 1)).Append(Hidden);
            separator = '&';
        }

        return redacted.Append(fragment < 0 ? "" : "#" + Hidden).ToString();
    }

    private static int SchemeEnd(ReadOnlySpan<char> uri)
    {
        int scheme = uri.IndexOf(':');
        ReadOnlySpan<char> rest = uri[(scheme + 1)..];
        return uri.Length - rest.TrimStart('/').Length;
    }
}
