using System.Buffers;
using Orbit.Storage.Local;

namespace Orbit.Storage.Ssh;

/// <summary>Says what is wrong with the options of a backend. What is secret is not repeated.</summary>
internal static class SshOptionRules
{
    private const int PermissionBits = 0xfff;
    private static readonly SearchValues<char> NotInHosts = SearchValues.Create(" /@\r\n\0");

    public static IEnumerable<string> FindProblems(SshBackendOptions options) => FindPlace(options)
        .Concat(FindCredentials(options))
        .Concat(FindHostKeys(options))
        .Concat(FindConnections(options))
        .Concat(FindFiles(options));

    private static IEnumerable<string> FindPlace(SshBackendOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Host) || options.Host.AsSpan().ContainsAny(NotInHosts))
        {
            yield return "Host must be the server's name or address alone.";
        }

        if (options.Port is < 1 or > 65535)
        {
            yield return $"Port is {options.Port}; it must be 1 to 65535.";
        }

        if (string.IsNullOrWhiteSpace(options.User))
        {
            yield return "User is empty; name who logs in.";
        }

        if (string.IsNullOrEmpty(options.Root) || options.Root.Contains('\0', StringComparison.Ordinal))
        {
            yield return "Root is empty, or holds the character NUL; name the directory that the backend is to hold, or '.' for where the server starts.";
        }
    }

    private static IEnumerable<string> FindCredentials(SshBackendOptions options)
    {
        foreach (SshPrivateKey key in options.PrivateKeys)
        {
            if (key is null || (key.File is null ? 0 : 1) + (key.Text is null ? 0 : 1) + (key.Source is null ? 0 : 1) != 1)
            {
                yield return "Each of PrivateKeys must have one of File, Text and Source.";
            }
            else if (key.File is { } file && !File.Exists(file))
            {
                yield return $"PrivateKeys names '{file}', which does not exist.";
            }
        }

        if (options.PrivateKeys.Count == 0 && options.Password is null && options.Answer is null)
        {
            yield return "There is nothing to log in with; set PrivateKeys, Password or Answer.";
        }
    }

    private static IEnumerable<string> FindHostKeys(SshBackendOptions options)
    {
        foreach (string fingerprint in options.HostKeyFingerprints.Where(static fingerprint => !IsFingerprint(fingerprint)))
        {
            yield return $"HostKeyFingerprints has '{fingerprint}'; it must be as ssh-keygen -lf shows it, 'SHA256:' and 43 characters.";
        }

        if (options.HostKeyFingerprints.Count > 0 && (options.KnownHostsFile is not null || options.HostKeys != SshHostKeyPolicy.Verify))
        {
            yield return "HostKeyFingerprints are all that is trusted; leave KnownHostsFile and HostKeys out, or them.";
        }

        if (!Enum.IsDefined(options.HostKeys))
        {
            yield return $"HostKeys is {options.HostKeys}; it must be Verify or TrustOnFirstUse.";
        }

        if (options.Algorithms is null)
        {
            yield return "Algorithms must not be null; leave it out for all.";
        }

        foreach (string problem in options.Algorithms?.Validate() ?? [])
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> FindConnections(SshBackendOptions options)
    {
        foreach (string problem in options.Proxy?.Validate() ?? [])
        {
            yield return problem;
        }

        if (options.MaxConnections is < 1 or > 64)
        {
            yield return $"MaxConnections is {options.MaxConnections}; it must be 1 to 64.";
        }

        foreach ((string setting, TimeSpan time) in new[]
        {
            (nameof(options.IdleTimeout), options.IdleTimeout), (nameof(options.HandshakeTimeout), options.HandshakeTimeout),
            (nameof(options.AuthenticationTimeout), options.AuthenticationTimeout), (nameof(options.SubsystemTimeout), options.SubsystemTimeout),
        })
        {
            if (time != Timeout.InfiniteTimeSpan && (time <= TimeSpan.Zero || time > TimeSpan.FromHours(24)))
            {
                yield return $"{setting} is {time}; it must be above 0 and up to 24 hours, or -1 ms for none.";
            }
        }
    }

    private static IEnumerable<string> FindFiles(SshBackendOptions options)
    {
        if (options.ServerProgram is { } program && (string.IsNullOrWhiteSpace(program) || program.AsSpan().ContainsAny('\r', '\n', '\0')))
        {
            yield return "ServerProgram must be one command; leave it out for none.";
        }

        if (!Enum.IsDefined(options.SymbolicLinks))
        {
            yield return $"SymbolicLinks is {options.SymbolicLinks}; it must be {SymbolicLinkPolicy.Hide}, {SymbolicLinkPolicy.Show} or {SymbolicLinkPolicy.Follow}.";
        }

        foreach ((string name, UnixFileMode? mode) in new[] { (nameof(options.FilePermissions), options.FilePermissions), (nameof(options.DirectoryPermissions), options.DirectoryPermissions) })
        {
            if (mode is { } set && ((int)set & ~PermissionBits) != 0)
            {
                yield return $"{name} is {(int)set}; it may hold the twelve permission bits alone.";
            }
        }
    }

    private static bool IsFingerprint(string fingerprint) =>
        fingerprint.StartsWith("SHA256:", StringComparison.Ordinal) && Convert.TryFromBase64String(fingerprint["SHA256:".Length..].TrimEnd('=') + "=", new byte[32], out int length) && length == 32;
}
