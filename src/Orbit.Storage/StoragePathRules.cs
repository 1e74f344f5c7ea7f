using System.Buffers;
using System.Text;

namespace Orbit.Storage;

/// <summary>What a backend's names must keep to, beyond what <see cref="StoragePath"/> refuses everywhere. Checked before any I/O.</summary>
public sealed class StoragePathRules
{
    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create([.. Enumerable.Range(1, 31).Append(127).Select(static code => (char)code)]);
    private int? _maxPathBytes;
    private bool _allowsLeadingSeparator = true;
    private string? _reservedDirectory;

    /// <summary>Keys in one flat name space: empty segments are names like any other; at most 1,024 bytes of UTF-8 (Amazon S3 User Guide, "Naming Amazon S3 objects").</summary>
    public static StoragePathRules FlatKeys { get; } = new() { AllowsEmptySegments = true, MaxPathBytes = 1024 };

    /// <summary>A POSIX file system: no empty segments, no leading separator, names of at most 255 bytes of UTF-8 (POSIX NAME_MAX).</summary>
    public static StoragePathRules Posix { get; } = new() { MaxNameBytes = 255, ReservesTemporaryNames = true };

    /// <summary>Windows and SMB: as <see cref="Posix"/>, in 255 UTF-16 units, and nothing that Windows would refuse or read as something else (MS-FSCC 2.1.5, "Pathname").</summary>
    public static StoragePathRules Windows { get; } = new() { MaxNameUnits = 255, ReservesTemporaryNames = true, IsWindows = true };

    /// <summary>Whether segments may be empty (<c>a//b</c>, <c>/a</c>, <c>a/</c> as names). Default: false.</summary>
    public bool AllowsEmptySegments { get; init; }

    /// <summary>The longest path in bytes of UTF-8, or null for no limit. Default: null.</summary>
    public int? MaxPathBytes
    {
        get => _maxPathBytes;
        init => _maxPathBytes = value;
    }

    /// <summary>The longest segment in bytes of UTF-8, or null for no limit. Default: null.</summary>
    public int? MaxNameBytes { get; init; }

    /// <summary>The longest segment in UTF-16 units, or null for no limit. Default: null.</summary>
    public int? MaxNameUnits { get; init; }

    /// <summary>Whether names in the form of this library's temporary siblings are out of users' reach. Default: false.</summary>
    public bool ReservesTemporaryNames { get; init; }

    /// <summary>Whether names that Windows refuses or changes are refused. Default: false.</summary>
    public bool IsWindows { get; init; }

    /// <summary>Whether names may hold control characters (U+0001 to U+001F, U+007F). Default: true.</summary>
    public bool AllowsControlCharacters { get; init; } = true;

    /// <summary>Whether a path may start with a separator, where segments may be empty at all. Default: true.</summary>
    public bool AllowsLeadingSeparator
    {
        get => _allowsLeadingSeparator;
        init => _allowsLeadingSeparator = value;
    }

    /// <summary>A directory of the root that is this library's own, for what a write leaves in a store while it is under way; null for none. Default: null.</summary>
    public string? ReservedDirectory
    {
        get => _reservedDirectory;
        init => _reservedDirectory = value;
    }

    /// <summary>Says what is wrong with a path under these rules.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The fault, of kind <see cref="StorageErrorKind.InvalidPath"/> or <see cref="StorageErrorKind.NameTooLong"/>, or null where the path is fine.</returns>
    public StorageFault? FindFault(StoragePath path)
    {
        string value = path.Value;
        if (MaxPathBytes is { } limit && Encoding.UTF8.GetByteCount(value) > limit)
        {
            return StorageFault.NameTooLong($"the path has {Encoding.UTF8.GetByteCount(value)} bytes of UTF-8; at most {limit} are possible.");
        }

        if (FindFault(value, path) is { } general)
        {
            return general;
        }

        for (ReadOnlySpan<char> rest = value; !path.IsRoot;)
        {
            int end = rest.IndexOf(StoragePath.Separator);
            if (FindFault(end < 0 ? rest : rest[..end]) is { } fault)
            {
                return fault;
            }

            if (end < 0)
            {
                break;
            }

            rest = rest[(end + 1)..];
        }

        return null;
    }

    /// <summary>What is left of the rules for whoever names everything from a prefix on.</summary>
    internal StoragePathRules Below(StoragePath prefix)
    {
        StoragePathRules rules = (StoragePathRules)MemberwiseClone();
        rules._maxPathBytes = _maxPathBytes is { } limit ? Math.Max(0, limit - Encoding.UTF8.GetByteCount(prefix.Value) - 1) : null;
        rules._allowsLeadingSeparator = true;
        rules._reservedDirectory = null;
        return rules;
    }

    private StorageFault? FindFault(string value, StoragePath path)
    {
        if (!AllowsControlCharacters && value.AsSpan().ContainsAny(ControlCharacters))
        {
            return StorageFault.InvalidPath("it holds a control character, which this store cannot keep.");
        }

        if (!AllowsLeadingSeparator && !path.IsRoot && value.StartsWith(StoragePath.Separator))
        {
            return StorageFault.InvalidPath("it starts with '/', which this store cannot be asked for; leave it out.");
        }

        bool isReserved = ReservedDirectory is { } reserved && value.StartsWith(reserved, StringComparison.Ordinal)
            && (value.Length == reserved.Length || value[reserved.Length] == StoragePath.Separator);
        return isReserved ? StorageFault.InvalidPath($"names below '{ReservedDirectory}' are reserved for writes in progress.") : null;
    }

    private StorageFault? FindFault(ReadOnlySpan<char> segment)
    {
        if (segment.IsEmpty)
        {
            return AllowsEmptySegments ? null : StorageFault.InvalidPath("it holds an empty segment (a leading or doubled '/'); paths are relative to the backend's root.");
        }

        if (MaxNameBytes is { } bytes && segment.Length * 3 > bytes && Encoding.UTF8.GetByteCount(segment) > bytes)
        {
            return StorageFault.NameTooLong($"a name in it has {Encoding.UTF8.GetByteCount(segment)} bytes of UTF-8; at most {bytes} are possible.");
        }

        if (MaxNameUnits is { } units && segment.Length > units)
        {
            return StorageFault.NameTooLong($"a name in it has {segment.Length} characters; at most {units} are possible.");
        }

        if (ReservesTemporaryNames && TemporaryName.IsMatch(segment))
        {
            return StorageFault.InvalidPath($"names of the form '{TemporaryName.Pattern}' are reserved for writes in progress.");
        }

        return IsWindows ? WindowsNames.FindFault(segment) : null;
    }
}
