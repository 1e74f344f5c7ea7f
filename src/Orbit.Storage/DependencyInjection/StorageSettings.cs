using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orbit.Storage.DependencyInjection;

/// <summary>
/// A backend's settings as text, from configuration or from the query of a URI. Reading by hand works under AOT and lets every complaint
/// name its setting: what cannot be read, and what nobody has read.
/// </summary>
/// <remarks>Keys are case-insensitive, and nested ones joined by a colon, as in <c>Retry:MaxAttempts</c>. A setting that is absent reads as null.</remarks>
public sealed class StorageSettings
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];
    private readonly string _origin;

    private StorageSettings(string origin)
    {
        _origin = origin;
    }

    /// <summary>Takes all settings below a section.</summary>
    /// <param name="configuration">The section.</param>
    public static StorageSettings FromConfiguration(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        StorageSettings settings = new(configuration is IConfigurationSection section ? section.Path + ConfigurationPath.KeyDelimiter : "");
        foreach ((string key, string? value) in configuration.AsEnumerable(makePathsRelative: true))
        {
            if (value is not null)
            {
                settings._values[key] = value;
            }
        }

        return settings;
    }

    /// <summary>Takes the query parameters of a URI, unescaped.</summary>
    /// <param name="uri">An absolute URI.</param>
    public static StorageSettings FromQuery(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        StorageSettings settings = new("");
        foreach (string parameter in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int end = parameter.IndexOf('=', StringComparison.Ordinal);
            if (end < 1)
            {
                settings._problems.Add("A query parameter has not the form 'name=value'.");
            }
            else if (!settings._values.TryAdd(Uri.UnescapeDataString(parameter[..end]), Uri.UnescapeDataString(parameter[(end + 1)..])))
            {
                settings._problems.Add($"{Uri.UnescapeDataString(parameter[..end])} is given twice.");
            }
        }

        return settings;
    }

    /// <summary>Reads a text as it stands.</summary>
    /// <param name="key">The setting.</param>
    public string? GetText(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _known.Add(key);
        return _values.GetValueOrDefault(key);
    }

    /// <summary>Reads a whole number.</summary>
    /// <param name="key">The setting.</param>
    public int? GetInt32(string key) => Get<int>(key, int.TryParse, "a whole number");

    /// <summary>Reads a whole number.</summary>
    /// <param name="key">The setting.</param>
    public long? GetInt64(string key) => Get<long>(key, long.TryParse, "a whole number");

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    /// <param name="key">The setting.</param>
    public bool? GetBoolean(string key) => Get<bool>(key, static (string text, NumberStyles _, IFormatProvider _, out bool value) => bool.TryParse(text, out value), "true or false");

    /// <summary>Reads a time span, written <c>hh:mm:ss</c>. A bare number is refused, since .NET would take it for days.</summary>
    /// <param name="key">The setting.</param>
    public TimeSpan? GetDuration(string key) => Get<TimeSpan>(
        key,
        static (string text, NumberStyles _, IFormatProvider culture, out TimeSpan value) => TimeSpan.TryParse(text, culture, out value) && text.Contains(':', StringComparison.Ordinal),
        "a time span as in '00:00:30'");

    /// <summary>Reads one of the names of an enumeration, in any case.</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    /// <param name="key">The setting.</param>
    public TEnum? GetChoice<TEnum>(string key)
        where TEnum : struct, Enum => Get<TEnum>(
            key,
            static (string text, NumberStyles _, IFormatProvider _, out TEnum value) => Enum.TryParse(text, ignoreCase: true, out value) && char.IsAsciiLetter(text.TrimStart()[0]),
            $"one of {string.Join(", ", Enum.GetNames<TEnum>())}");

    /// <summary>Reads an absolute URI.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="example">What one looks like, for the message.</param>
    public Uri? GetUri(string key, string example) =>
        GetValue(key, static text => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) ? uri : null, $"an absolute address as in '{example}'");

    /// <summary>Reads a value that the backend parses itself. The text is not shown where it cannot be read, since it may be a secret.</summary>
    /// <typeparam name="TValue">The value.</typeparam>
    /// <param name="key">The setting.</param>
    /// <param name="parse">Gives the value of a text, or null where it has none.</param>
    /// <param name="form">What the text must be, to follow "it must be".</param>
    public TValue? GetValue<TValue>(string key, Func<string, TValue?> parse, string form)
        where TValue : class
    {
        ArgumentNullException.ThrowIfNull(parse);
        if (GetText(key) is not { } text)
        {
            return null;
        }

        TValue? value = parse(text);
        if (value is null)
        {
            _problems.Add($"{_origin}{key} cannot be read; it must be {form}.");
        }

        return value;
    }

    /// <summary>Reads POSIX permissions, written in octal digits as for chmod: <c>640</c> or <c>0640</c>.</summary>
    /// <param name="key">The setting.</param>
    public UnixFileMode? GetPermissions(string key) => Get<UnixFileMode>(key, TryParsePermissions, "octal permissions as in '0640'");

    /// <summary>Ends the reading.</summary>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidConfiguration"/>: the message names each setting that could not be read, or that nobody has read.</exception>
    public void Complete()
    {
        if (FindProblems() is { Count: > 0 } problems)
        {
            throw new StorageException(StorageErrorKind.InvalidConfiguration, $"The settings of the backend are wrong: {string.Join(' ', problems)}");
        }
    }

    internal IReadOnlyList<string> FindProblems() =>
    [
        .. _problems,
        .. _values.Keys.Where(key => !_known.Contains(key)).Order(StringComparer.OrdinalIgnoreCase)
            .Select(key => $"{_origin}{key} is not a setting of this backend; it has {string.Join(", ", _known)}."),
    ];

    private static bool TryParsePermissions(string text, NumberStyles styles, IFormatProvider culture, out UnixFileMode value)
    {
        value = text.Aggregate(UnixFileMode.None, static (mode, digit) => (UnixFileMode)(((int)mode << 3) | (digit - '0')));
        return text.Length is >= 3 and <= 4 && !text.AsSpan().ContainsAnyExceptInRange('0', '7');
    }

    private delegate bool TryParse<TValue>(string text, NumberStyles styles, IFormatProvider culture, out TValue value);

    private TValue? Get<TValue>(string key, TryParse<TValue> tryParse, string form)
        where TValue : struct
    {
        if (GetText(key) is not { } text)
        {
            return null;
        }

        if (tryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out TValue value))
        {
            return value;
        }

        _problems.Add($"{_origin}{key} is '{text}'; it must be {form}.");
        return null;
    }
}
