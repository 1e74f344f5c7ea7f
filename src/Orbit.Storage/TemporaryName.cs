using System.Buffers;
using System.Security.Cryptography;

namespace Orbit.Storage;

/// <summary>
/// The names of hidden siblings that hold a write in progress on file systems. They sort apart, never appear in a listing, cannot
/// be addressed, and are swept by age.
/// </summary>
public static class TemporaryName
{
    /// <summary>The form, in words for messages.</summary>
    public const string Pattern = ".orbit-<24 hex digits>.tmp";

    private const string Prefix = ".orbit-";
    private const string Suffix = ".tmp";
    private const int Digits = 24;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>A new name: 96 random bits, so that writers in many processes never meet.</summary>
    public static string Create() => Prefix + RandomNumberGenerator.GetHexString(Digits, lowercase: true) + Suffix;

    /// <summary>Whether a name has the form, in any case: some file systems take names that differ in case for one.</summary>
    /// <param name="name">One segment.</param>
    public static bool IsMatch(ReadOnlySpan<char> name) =>
        name.Length == Prefix.Length + Digits + Suffix.Length
        && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
        && !name.Slice(Prefix.Length, Digits).ContainsAnyExcept(HexDigits);
}
