using Orbit.Storage.Smb.Double.Authentication;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Security.Signing;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Double;

/// <summary>How the double behaves. What the options do not say, <see cref="Script"/> does.</summary>
internal sealed class SmbDoubleOptions
{
    public const string Share = "data";

    public SmbDialect Dialect { get; init; } = SmbDialect.Smb311;

    public NegotiatedCapabilities Capabilities { get; init; } = NegotiatedCapabilities.LargeMtu | NegotiatedCapabilities.Encryption;

    public SecurityMode SecurityMode { get; init; } = SecurityMode.SigningEnabled;

    /// <summary>Chosen on 3.1.1, or null for no signing context.</summary>
    public SigningAlgorithm? Signing { get; init; } = SigningAlgorithm.AesGmac;

    /// <summary>Chosen on 3.1.1, or null for no encryption context.</summary>
    public CipherAlgorithm? Cipher { get; init; } = CipherAlgorithm.Aes128Gcm;

    public uint MaxSize { get; init; } = 8 << 20;

    /// <summary>The most credits that the client has unused at a time.</summary>
    public int MostCredits { get; init; } = 512;

    public SessionFlags SessionFlags { get; init; }

    public bool EncryptsShare { get; init; }

    /// <summary>Whether the last answer of a logon is signed where there is a key.</summary>
    public bool SignsLogon { get; init; } = true;

    /// <summary>Makes the one who knows the user, for each logon.</summary>
    public Func<NtlmServer> Authentication { get; init; } = static () => new NtlmServer();

    /// <summary>Makes SPNEGO's side, for each logon.</summary>
    public Func<NtlmServer, SpnegoServer> Negotiation { get; init; } = static ntlm => new SpnegoServer(ntlm);

    /// <summary>Is given every frame of requests with the answers as they would be, before they are sent; sends them, or something else, or nothing. Frames are given in order, each as soon as it has come.</summary>
    public Func<DoubleExchange, Task>? Script { get; init; }
}
