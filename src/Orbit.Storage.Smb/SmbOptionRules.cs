using System.Buffers;

namespace Orbit.Storage.Smb;

/// <summary>Says what is wrong with the options of a backend. What is secret is not repeated.</summary>
internal static class SmbOptionRules
{
    // The longest name of a share (MS-SRVS section 2.2.2.4 and Windows' own limit).
    private const int LongestShare = 80;

    private static readonly SearchValues<char> NotInHosts = SearchValues.Create(" /\\@\r\n\0");
    private static readonly SearchValues<char> NotInShares = SearchValues.Create("/\\\0:*?\"<>|");

    public static IEnumerable<string> FindProblems(SmbBackendOptions options) => FindPlace(options).Concat(FindLogon(options)).Concat(FindProtection(options)).Concat(FindTimes(options));

    private static IEnumerable<string> FindPlace(SmbBackendOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Host) || options.Host.AsSpan().ContainsAny(NotInHosts))
        {
            yield return "Host must be the server's name or address alone.";
        }

        if (options.Port is < 1 or > 65535)
        {
            yield return $"Port is {options.Port}; it must be 1 to 65535.";
        }

        if (string.IsNullOrWhiteSpace(options.Share) || options.Share.Length > LongestShare || options.Share.AsSpan().ContainsAny(NotInShares))
        {
            yield return "Share must be the share's name alone; a directory in it is Root.";
        }

        if (options.Root is null || SmbPath.FindRootFault(options.Root) is not null)
        {
            yield return $"Root is '{options.Root}'; it must be a directory within the share, as in 'projects/reports': {(options.Root is null ? "it is null." : SmbPath.FindRootFault(options.Root))}";
        }
    }

    private static IEnumerable<string> FindLogon(SmbBackendOptions options)
    {
        if (!Enum.IsDefined(options.Logon))
        {
            yield return $"Logon is {options.Logon}; it must be User, Guest or Anonymous.";
        }
        else if (options.Logon == SmbLogon.User && (string.IsNullOrWhiteSpace(options.User) || options.Password is null))
        {
            yield return "User and Password must be set; for a share that is open to everybody, set Logon to Guest or Anonymous instead.";
        }
        else if (options.Logon != SmbLogon.User && options.Password is not null)
        {
            yield return $"Password is set and Logon is {options.Logon}, which has none; leave one of them out.";
        }

        if (options.Domain is null || options.User is null)
        {
            yield return "Domain and User must not be null; leave them out, or set them to empty.";
        }
    }

    private static IEnumerable<string> FindProtection(SmbBackendOptions options)
    {
        if (!Enum.IsDefined(options.Signing) || !Enum.IsDefined(options.Encryption))
        {
            yield return $"Signing is {options.Signing} and Encryption is {options.Encryption}; they must be members of their kinds.";
        }

        if (!Enum.IsDefined(options.MinVersion) || !Enum.IsDefined(options.MaxVersion) || options.MinVersion > options.MaxVersion)
        {
            yield return $"MinVersion is {options.MinVersion} and MaxVersion {options.MaxVersion}; they must be a range of what SmbVersion has.";
        }

        if (options.Encryption == SmbEncryption.Required && (options.Logon != SmbLogon.User || options.MaxVersion == SmbVersion.Smb21))
        {
            yield return "Encryption is Required; it needs a user, and versions from 3.0 on.";
        }
    }

    private static IEnumerable<string> FindTimes(SmbBackendOptions options)
    {
        if (options.LogonTimeout != Timeout.InfiniteTimeSpan && (options.LogonTimeout <= TimeSpan.Zero || options.LogonTimeout > TimeSpan.FromHours(24)))
        {
            yield return $"LogonTimeout is {options.LogonTimeout}; it must be above 0 and up to 24 hours, or -1 ms for none.";
        }

        foreach ((string setting, TimeSpan time) in new[] { (nameof(options.EchoAfter), options.EchoAfter), (nameof(options.SilenceTimeout), options.SilenceTimeout) })
        {
            if (time < TimeSpan.FromSeconds(1) || time > TimeSpan.FromHours(1))
            {
                yield return $"{setting} is {time}; it must be 1 s to 1 hour.";
            }
        }
    }
}
