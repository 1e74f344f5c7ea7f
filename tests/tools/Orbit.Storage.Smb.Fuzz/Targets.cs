using Orbit.Storage.Smb.Double.Authentication;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Security.Ntlm;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Security.Signing;
using Orbit.Storage.Smb.Security.Spnego;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Fuzz;

/// <summary>What reads a server's bytes. Each takes an input in a span that it may change, and throws nothing but <see cref="SmbProtocolException"/>.</summary>
internal static class Targets
{
    private static readonly byte[] Mechanism = SpnegoWriter.WriteMechanism(SpnegoServer.Mechanism);
    private static readonly SmbCredential Credential = SmbCredential.Create("DOMAIN", "user", "password");
    private static readonly MessageSigner Cmac = MessageSigner.Create(SigningAlgorithm.AesCmac, new byte[16]);
    private static readonly MessageSigner Gmac = MessageSigner.Create(SigningAlgorithm.AesGmac, new byte[16]);
    private static readonly MessageOpener Opener = new(CipherAlgorithm.Aes128Gcm, new byte[16], 0x1000);

    public static Target[] All { get; } =
    [
        new("SPNEGO offer", Corpus.Offers, static input => SpnegoOffer.Includes(input, Mechanism)),
        new("SPNEGO reply", Corpus.Replies, static input => SpnegoReply.Read(input)),
        new("SPNEGO exchange, middle", Corpus.Replies, static input => Begin().Continue(input)),
        new("SPNEGO exchange, end", Corpus.Replies, static input => End(input)),
        new("NTLM challenge", Corpus.Challenges, static input => NtlmChallenge.Read(input).TargetInfo.WriteResponse("cifs/server")),
        new("NTLM list", [.. Corpus.Challenges.Select(static challenge => challenge[56..])], static input => NtlmTargetInfo.Read(input).WriteResponse("cifs/server")),
        new("NTLM logon", Corpus.Challenges, static input => Answer(input)),
        new("signatures", Corpus.Messages, static input => _ = Cmac.Verify(input) | Gmac.Verify(input)),
        new("encrypted frames", [.. Corpus.Messages.Select(Sealed)], static input => Opener.TryOpen(input)),
        new("header", Corpus.Messages, static input => SmbHeader.Read(input)),
        new("NEGOTIATE", [Corpus.Messages[0]], static input => Negotiated(input)),
        new("SESSION_SETUP", Corpus.Messages[1..3], static input => SessionSetupResponse.Read(input)),
        new("other answers", Corpus.Messages[3..], static input => Others(input)),
        new("directories", [Corpus.Messages[11]], static input => Listed(input)),
        new("descriptions", [Corpus.Messages[10]], static input => Described(input)),
    ];

    private static byte[] Sealed(byte[] message)
    {
        using MessageSealer sealer = new(CipherAlgorithm.Aes128Gcm, new byte[16], 0x1000, static prefix => prefix.Clear());
        byte[] frame = [.. new byte[MessageSealer.HeaderLength], .. message];
        sealer.Seal(frame);
        return frame;
    }

    private static SpnegoExchange Begin()
    {
        SpnegoExchange exchange = new(new NtlmAuthenticator(Credential, "cifs/server", TimeProvider.System, static bytes => bytes.Clear()));
        exchange.Start([]);
        return exchange;
    }

    private static void End(Span<byte> input)
    {
        SpnegoExchange exchange = Begin();
        exchange.Continue(Corpus.Replies[0]);
        exchange.Complete(input);
    }

    private static void Answer(Span<byte> input)
    {
        using NtlmAuthenticator authenticator = new(Credential, "cifs/server", TimeProvider.System, static bytes => bytes.Clear());
        authenticator.Step([]);
        authenticator.Step(input);
    }

    private static void Negotiated(Span<byte> input)
    {
        NegotiateResponse answer = NegotiateResponse.Read(input);
        SpnegoOffer.Includes(answer.Token, Mechanism);
    }

    private static void Others(Span<byte> input)
    {
        switch (SmbHeader.Read(input).Command)
        {
            case SmbCommand.TreeConnect:
                TreeConnectResponse.Read(input);
                break;
            case SmbCommand.Create:
                CreateResponse.Read(input);
                break;
            case SmbCommand.Close:
                CloseResponse.Read(input);
                break;
            case SmbCommand.Read:
                ReadResponse read = ReadResponse.Read(input);
                _ = input.Slice(read.Offset, read.Count);
                break;
            case SmbCommand.Write:
                WriteResponse.Read(input);
                break;
            case SmbCommand.Ioctl when IoctlResponse.IsAt(input):
                CopyChunkResponse.Read(IoctlResponse.Read(input).Output);
                break;
        }
    }

    private static void Listed(Span<byte> input)
    {
        BufferResponse data = BufferResponse.Read(input);
        ReadOnlySpan<byte> list = input.Slice(data.Offset, data.Length);
        while (!list.IsEmpty)
        {
            DirectoryEntry entry = DirectoryEntry.ReadNext(ref list);
            if (!entry.IsSelfOrParent)
            {
                entry.Name();
            }
        }
    }

    private static void Described(Span<byte> input)
    {
        BufferResponse data = BufferResponse.Read(input);
        NetworkOpenInformation.Read(input.Slice(data.Offset, data.Length));
    }
}
