using Orbit.Storage.DependencyInjection;
using Orbit.Storage.Resilience;
using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>Reads the settings that only SMB shares have, and makes of them what the client takes.</summary>
internal static class SmbSettings
{
    private static readonly SmbDialect[] Dialects = [SmbDialect.Smb21, SmbDialect.Smb30, SmbDialect.Smb302, SmbDialect.Smb311];

    /// <summary>From configuration.</summary>
    public static void Read(StorageSettings settings, SmbBackendOptions options)
    {
        options.Host = settings.GetText(nameof(options.Host)) ?? options.Host;
        options.Port = settings.GetInt32(nameof(options.Port)) ?? options.Port;
        options.Share = settings.GetText(nameof(options.Share)) ?? options.Share;
        options.Root = settings.GetText(nameof(options.Root)) ?? options.Root;
        options.Domain = settings.GetText(nameof(options.Domain)) ?? options.Domain;
        options.User = settings.GetText(nameof(options.User)) ?? options.User;
        ReadBesidePlace(settings, options);
    }

    /// <summary>From a URI, which names host, port, share, root, domain and user itself.</summary>
    public static void ReadBesidePlace(StorageSettings settings, SmbBackendOptions options)
    {
        options.Password = settings.GetText(nameof(options.Password)) ?? options.Password;
        options.CreateRoot = settings.GetBoolean(nameof(options.CreateRoot)) ?? options.CreateRoot;
        options.Logon = settings.GetChoice<SmbLogon>(nameof(options.Logon)) ?? options.Logon;
        options.Signing = settings.GetChoice<SmbSigning>(nameof(options.Signing)) ?? options.Signing;
        options.Encryption = settings.GetChoice<SmbEncryption>(nameof(options.Encryption)) ?? options.Encryption;
        options.MinVersion = settings.GetChoice<SmbVersion>(nameof(options.MinVersion)) ?? options.MinVersion;
        options.MaxVersion = settings.GetChoice<SmbVersion>(nameof(options.MaxVersion)) ?? options.MaxVersion;
        options.LogonTimeout = settings.GetDuration(nameof(options.LogonTimeout)) ?? options.LogonTimeout;
        options.EchoAfter = settings.GetDuration(nameof(options.EchoAfter)) ?? options.EchoAfter;
        options.SilenceTimeout = settings.GetDuration(nameof(options.SilenceTimeout)) ?? options.SilenceTimeout;
    }

    public static SmbCredential CredentialOf(SmbBackendOptions options) => options.Logon switch
    {
        SmbLogon.Guest => SmbCredential.CreateGuest(options.User.Length == 0 ? "Guest" : options.User),
        SmbLogon.Anonymous => SmbCredential.CreateAnonymous(),
        _ => SmbCredential.Create(options.Domain, options.User, options.Password),
    };

    public static ClientSettings ClientOf(SmbBackendOptions options, SmbCredential credential, DeadlineOptions deadlines, TimeProvider time) => new()
    {
        Host = options.Host,
        Port = options.Port,
        Share = options.Share,
        Credential = credential,
        MinDialect = Dialects[(int)options.MinVersion],
        MaxDialect = Dialects[(int)options.MaxVersion],
        RequiresSigning = options.Signing == SmbSigning.Required && options.Logon == SmbLogon.User,
        Encryption = options.Logon != SmbLogon.User ? EncryptionDemand.Off : options.Encryption switch
        {
            SmbEncryption.Off => EncryptionDemand.Off,
            SmbEncryption.WhenOffered => EncryptionDemand.WhenOffered,
            SmbEncryption.Required => EncryptionDemand.Required,
            _ => EncryptionDemand.ServerDecides,
        },
        ConnectTimeout = deadlines.Connect,
        LogonTimeout = options.LogonTimeout,
        Liveness = new LivenessOptions { AskAfter = options.EchoAfter, AskIdleAfter = 6 * options.EchoAfter, DeadAfter = options.SilenceTimeout },
        Time = time,
    };
}
