using System.Globalization;

namespace Orbit.Storage.S3;

/// <summary>Where a listing goes on, as the text that the core carries from page to page: a page that failed is asked for again by it, so that nothing is kept beside it.</summary>
internal readonly struct S3ListPosition
{
    private const char MainMark = 'm';
    private const char NamelessMark = 'n';
    private const char RestMark = 'r';

    private S3ListPosition(S3ListStage stage, string? main, string? inner)
    {
        Stage = stage;
        Main = main;
        Inner = inner;
    }

    public S3ListStage Stage { get; }

    /// <summary>The store's token for the page of the main listing that this is in; null for the first.</summary>
    public string? Main { get; }

    /// <summary>The store's token within the keys that start with a separator; null for their first page.</summary>
    public string? Inner { get; }

    public static S3ListPosition Parse(string? text)
    {
        if (text is null)
        {
            return default;
        }

        if (text[0] != NamelessMark)
        {
            return new S3ListPosition(text[0] == RestMark ? S3ListStage.Rest : S3ListStage.Main, OrNull(text[1..]), null);
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        int end = colon + 1 + int.Parse(text.AsSpan(1, colon - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return new S3ListPosition(S3ListStage.Nameless, OrNull(text[(colon + 1)..end]), OrNull(text[end..]));
    }

    public static string ToMain(string token) => MainMark + token;

    public static string ToRest(string? main) => RestMark + main;

    public static string ToNameless(string? main, string? inner = null) => string.Create(CultureInfo.InvariantCulture, $"{NamelessMark}{main?.Length ?? 0}:{main}{inner}");

    private static string? OrNull(string token) => token.Length == 0 ? null : token;
}
