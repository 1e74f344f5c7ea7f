using System.Diagnostics.CodeAnalysis;

namespace Orbit.Storage;

/// <summary>
/// Names one object or directory, relative to a backend's root, in segments separated by <c>/</c>. An immutable value that
/// is never trimmed and never silently changed: what a backend cannot store under exactly this name it refuses.
/// </summary>
/// <remarks>
/// The root is the empty path, also spelled <c>/</c>. The segments <c>.</c> and <c>..</c>, the character NUL and lone
/// surrogates are refused everywhere with <see cref="StorageErrorKind.InvalidPath"/>; what else a backend refuses is in its
/// <see cref="StorageCapabilities.PathRules"/>.
/// </remarks>
public readonly struct StoragePath : IEquatable<StoragePath>, IComparable<StoragePath>
{
    /// <summary>The separator between segments, on every backend and platform.</summary>
    public const char Separator = '/';

    private readonly string? _value;
    private readonly object? _owner;

    /// <summary>Takes the path as it is written.</summary>
    /// <param name="value">The path; <c>""</c> and <c>"/"</c> both name the root.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidPath"/>: no backend may be asked for this path.</exception>
    public StoragePath(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (StoragePathSyntax.FindProblem(value) is { } problem)
        {
            throw new StorageException(StorageErrorKind.InvalidPath, $"The path '{StoragePathSyntax.Printable(value)}' is invalid: {problem}");
        }

        _value = value is "/" ? "" : value;
    }

    private StoragePath(string value, object? owner)
    {
        _value = value;
        _owner = owner;
    }

    /// <summary>The backend's root.</summary>
    public static StoragePath Root => default;

    /// <summary>The path as written; <c>""</c> for the root.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is the backend's root.</summary>
    public bool IsRoot => Value.Length == 0;

    /// <summary>
    /// Whether every backend may be asked for this path. False only for a name that someone else stored and that breaks the
    /// common rules (<c>a/../b</c> as a key on S3): it is usable on the backend that listed it, and refused by every other.
    /// </summary>
    public bool IsPortable => _owner is null;

    /// <summary>Whether the path ends in a separator, which on file systems says "a directory".</summary>
    public bool EndsWithSeparator => Value.EndsWith(Separator);

    /// <summary>The last segment; empty for the root and where the path ends in a separator.</summary>
    public string Name => Value[(Value.LastIndexOf(Separator) + 1)..];

    /// <summary>The path without its last segment; the root's parent is the root.</summary>
    public StoragePath Parent => Restored(Value[..Math.Max(0, Value.LastIndexOf(Separator))], _owner);

    /// <summary>How many segments the path has; 0 for the root.</summary>
    public int Depth => IsRoot ? 0 : Value.AsSpan().Count(Separator) + 1;

    /// <summary>Takes a string as a path.</summary>
    /// <param name="value">The path.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidPath"/>: no backend may be asked for this path.</exception>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternate.")]
    public static implicit operator StoragePath(string value) => new(value);

    /// <summary>Appends a relative path.</summary>
    /// <param name="left">Where to start.</param>
    /// <param name="right">What to append.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "Combine is the named alternate.")]
    public static StoragePath operator /(StoragePath left, StoragePath right) => left.Combine(right);

    /// <summary>Compares by value.</summary>
    public static bool operator ==(StoragePath left, StoragePath right) => left.Equals(right);

    /// <summary>Compares by value.</summary>
    public static bool operator !=(StoragePath left, StoragePath right) => !left.Equals(right);

    /// <summary>Orders as an ordered listing does.</summary>
    public static bool operator <(StoragePath left, StoragePath right) => left.CompareTo(right) < 0;

    /// <summary>Orders as an ordered listing does.</summary>
    public static bool operator <=(StoragePath left, StoragePath right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as an ordered listing does.</summary>
    public static bool operator >(StoragePath left, StoragePath right) => left.CompareTo(right) > 0;

    /// <summary>Orders as an ordered listing does.</summary>
    public static bool operator >=(StoragePath left, StoragePath right) => left.CompareTo(right) >= 0;

    /// <summary>Takes the path as it is written, or says why it cannot be one.</summary>
    /// <param name="value">The path.</param>
    /// <param name="path">The path, or the root where there is a problem.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>Whether <paramref name="value"/> is a path.</returns>
    public static bool TryParse(string? value, out StoragePath path, [NotNullWhen(false)] out string? problem)
    {
        problem = value is null ? "it is null" : StoragePathSyntax.FindProblem(value);
        path = problem is null ? new StoragePath(value is "/" ? "" : value!, null) : default;
        return problem is null;
    }

    /// <summary>
    /// For backends: the path of a name that the store holds, whoever stored it. One that breaks the common rules is bound to
    /// its backend, see <see cref="IsPortable"/>.
    /// </summary>
    /// <param name="key">The name as stored, relative to the backend's root.</param>
    /// <param name="owner">The backend that holds it.</param>
    public static StoragePath FromStoredName(string key, IStorageBackend owner)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(owner);
        return Restored(key, owner);
    }

    /// <summary>Appends a relative path.</summary>
    /// <param name="relative">What to append; the root changes nothing.</param>
    public StoragePath Combine(StoragePath relative)
    {
        if (relative.IsRoot || IsRoot)
        {
            return relative.IsRoot ? this : relative;
        }

        string joined = EndsWithSeparator ? Value + relative.Value : string.Concat(Value, "/", relative.Value);
        return new StoragePath(joined, _owner ?? relative._owner);
    }

    /// <summary>Whether this path is <paramref name="ancestor"/> or lies below it, by whole segments: <c>foobar</c> is not below <c>foo</c>.</summary>
    /// <param name="ancestor">The possible ancestor.</param>
    public bool IsAtOrBelow(StoragePath ancestor)
    {
        string prefix = ancestor.Value;
        return prefix.Length == 0
            || (Value.StartsWith(prefix, StringComparison.Ordinal)
                && (Value.Length == prefix.Length || prefix[^1] == Separator || Value[prefix.Length] == Separator));
    }

    /// <summary>This path as seen from an ancestor.</summary>
    /// <param name="ancestor">The path to cut off.</param>
    /// <exception cref="ArgumentException">This path is not at or below <paramref name="ancestor"/>.</exception>
    public StoragePath RelativeTo(StoragePath ancestor)
    {
        if (!IsAtOrBelow(ancestor))
        {
            throw new ArgumentException($"'{this}' does not lie below '{ancestor}'.", nameof(ancestor));
        }

        string rest = Value[ancestor.Value.Length..];
        return Restored(rest.Length > 0 && rest[0] == Separator && !ancestor.IsRoot && !ancestor.EndsWithSeparator ? rest[1..] : rest, _owner);
    }

    /// <summary>For backends and decorators: whether <paramref name="backend"/> may be asked for this path.</summary>
    /// <param name="backend">The backend in question.</param>
    public bool IsUsableOn(IStorageBackend backend) => _owner is null || ReferenceEquals(_owner, backend);

    /// <summary>Orders by the bytes of the UTF-8 form, separator included: the order of an ordered listing.</summary>
    /// <param name="other">The other path.</param>
    public int CompareTo(StoragePath other) => StoragePathSyntax.CompareUtf8(Value, other.Value);

    /// <inheritdoc/>
    public bool Equals(StoragePath other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StoragePath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);

    /// <summary>The path as written; <c>/</c> for the root.</summary>
    public override string ToString() => IsRoot ? "/" : Value;

    // Bound to the owner only where the name itself breaks the rules.
    private static StoragePath Restored(string key, object? owner) =>
        new(key, owner is not null && (key is "/" || StoragePathSyntax.FindProblem(key) is not null) ? owner : null);
}
