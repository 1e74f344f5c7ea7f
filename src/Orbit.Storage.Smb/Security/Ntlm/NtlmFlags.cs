namespace Orbit.Storage.Smb.Security.Ntlm;

/// <summary>What the two sides of NTLM agree on (MS-NLMP section 2.2.2.5).</summary>
[Flags]
internal enum NtlmFlags : uint
{
    None = 0,
    Unicode = 0x00000001,
    RequestTarget = 0x00000004,
    Sign = 0x00000010,
    Ntlm = 0x00000200,
    Anonymous = 0x00000800,
    AlwaysSign = 0x00008000,
    ExtendedSessionSecurity = 0x00080000,
    TargetInfo = 0x00800000,
    Version = 0x02000000,
    Key128 = 0x20000000,
    KeyExchange = 0x40000000,
    Key56 = 0x80000000,

    /// <summary>What this client asks for. Windows refuses who does not ask for the exchange of keys.</summary>
    Offered = Unicode | RequestTarget | Sign | Ntlm | AlwaysSign | ExtendedSessionSecurity | TargetInfo | Version | Key128 | KeyExchange | Key56,

    /// <summary>What it insists on: without these it would be NTLMv1, or keys of 56 bits.</summary>
    Required = Unicode | ExtendedSessionSecurity | TargetInfo | Key128,
}
