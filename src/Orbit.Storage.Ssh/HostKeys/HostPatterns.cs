using System.Security.Cryptography;
using System.Text;

namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>The first field of a line of known hosts: names with wildcards and exceptions, or one name that is hashed (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").</summary>
internal sealed class HostPatterns
{
    private const string HashMark = "|1|";
    private readonly string[] _patterns = [];
    private readonly byte[]? _salt;
    private readonly byte[]? _hash;

    private HostPatterns(string[] patterns) => _patterns = patterns;

    private HostPatterns(byte[] salt, byte[] hash)
    {
        _salt = salt;
        _hash = hash;
    }

    public static HostPatterns? TryParse(string field)
    {
        if (!field.StartsWith('|'))
        {
            return new HostPatterns(field.Split(',', StringSplitOptions.RemoveEmptyEntries));
        }

        if (!field.StartsWith(HashMark, StringComparison.Ordinal) || field[HashMark.Length..].Split('|') is not [var salt, var hash])
        {
            return null;
        }

        return KnownHostsLine.FromBase64(salt) is { } saltBytes && KnownHostsLine.FromBase64(hash) is { } hashBytes ? new HostPatterns(saltBytes, hashBytes) : null;
    }

    /// <param name="name">The host in small letters, with its port as in <c>[host]:2222</c> where that is not 22.</param>
    public bool Match(string name) => _hash is null ? MatchAny(name) : MatchHash(name);

    /// <summary>Whether a name fits a pattern with <c>*</c> and <c>?</c>.</summary>
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                for (int skipped = 0; skipped <= name.Length; skipped++)
                {
                    if (Fits(pattern[1..], name[skipped..]))
                    {
                        return true;
                    }
                }

                return false;
            }

            if (name.IsEmpty || (pattern[0] != '?' && char.ToLowerInvariant(pattern[0]) != char.ToLowerInvariant(name[0])))
            {
                return false;
            }

            pattern = pattern[1..];
            name = name[1..];
        }

        return name.IsEmpty;
    }

    private bool MatchAny(string name)
    {
        bool matches = false;
        foreach (string pattern in _patterns)
        {
            if (pattern.StartsWith('!'))
            {
                if (Fits(pattern.AsSpan(1), name))
                {
                    return false;
                }
            }
            else
            {
                matches = matches || Fits(pattern, name);
            }
        }

        return matches;
    }

    // SHA-1 is what the format has; it hides the name, and nothing depends on it.
#pragma warning disable CA5350
    private bool MatchHash(string name) => HMACSHA1.HashData(_salt!, Encoding.UTF8.GetBytes(name)).AsSpan().SequenceEqual(_hash);
#pragma warning restore CA5350
}
