using System.Globalization;

namespace Orbit.Storage.Smb.Proofs;

/// <summary>The share that the environment names.</summary>
internal static class Share
{
    public static SmbBackend Open()
    {
        Uri uri = new(Environment.GetEnvironmentVariable("PROOF_URI") ?? throw new InvalidOperationException("PROOF_URI is not set."));
        string[] user = uri.UserInfo.Split(':');
        SmbBackendOptions options = new()
        {
            Host = uri.Host,
            Port = uri.Port,
            Share = uri.AbsolutePath.Trim('/'),
            User = user[0],
            Password = user[1],
        };
        if (Environment.GetEnvironmentVariable("PROOF_WINDOW") is { Length: > 0 } window)
        {
            options.Concurrency = int.Parse(window, CultureInfo.InvariantCulture);
        }

        return new SmbBackend(options);
    }
}
