using System.Buffers.Binary;
using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Scripted;

/// <summary>NEGOTIATE itself is not protected; who changes it on its way is found out before any name of a file is said.</summary>
internal sealed class TamperedNegotiateTests : ScriptedTest
{
    private const int SecurityModeAt = SmbHeader.Length + 2;
    private const int GuidAt = SmbHeader.Length + 8;
    private const int CapabilitiesAt = SmbHeader.Length + 24;
    private const int MaxReadAt = SmbHeader.Length + 32;

    [TestCase(SecurityModeAt)]
    [TestCase(GuidAt)]
    [TestCase(CapabilitiesAt)]
    [TestCase(MaxReadAt)]
    public void Open_WithAByteOfTheAnswerChanged_IsRefusedBy311(int at)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Script = Spoiling(bytes => bytes[at] ^= 2) });

        Assert.ThrowsAsync<SmbProtocolException>(() => Connect(server).OpenAsync(Patience).AsTask());
    }

    [TestCase(SecurityModeAt, SmbDialect.Smb21)]
    [TestCase(GuidAt, SmbDialect.Smb30)]
    [TestCase(CapabilitiesAt, SmbDialect.Smb302)]
    public void Open_WithAByteOfTheAnswerChanged_IsFoundOutByAskingAgain(int at, SmbDialect dialect)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Dialect = dialect, Script = Spoiling(bytes => bytes[at] ^= 2) });

        Assert.ThrowsAsync<RefusedServerException>(() => Connect(server).OpenAsync(Patience).AsTask());
    }

    [Test]
    public void Open_WithEncryptionTakenAway_IsFoundOutThoughOneDialectWasOffered()
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Dialect = SmbDialect.Smb30, Script = Spoiling(static bytes => bytes[CapabilitiesAt] &= 0xBF) });

        Assert.ThrowsAsync<RefusedServerException>(
            () => Connect(server, _ => Settings(server, encryption: EncryptionDemand.WhenOffered, minDialect: SmbDialect.Smb30)).OpenAsync(Patience).AsTask());
    }

    [Test]
    public void Open_WithTheDialectChangedToOneNotOffered_IsRefused()
    {
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            Dialect = SmbDialect.Smb30,
            Script = Spoiling(static bytes => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(SmbHeader.Length + 4), 0x0202)),
        });

        Assert.ThrowsAsync<SmbProtocolException>(() => Connect(server).OpenAsync(Patience).AsTask());
    }

    [Test]
    public void Open_WithTheDialectTalkedDown_IsFoundOut()
    {
        // Both sides could speak 3.1.1, and an attacker answers in the server's stead that it speaks 2.1: the server, asked under its signature, says otherwise.
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            Dialect = SmbDialect.Smb302,
            Script = Spoiling(static bytes => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(SmbHeader.Length + 4), (ushort)SmbDialect.Smb21)),
        });

        // Its keys are those of another dialect, so that not even the logon's signature fits.
        Assert.ThrowsAsync<SmbProtocolException>(() => Connect(server).OpenAsync(Patience).AsTask());
    }

    private static Func<DoubleExchange, Task> Spoiling(Action<byte[]> spoil) => exchange => exchange.SendAsync(exchange.Command == SmbCommand.Negotiate ? spoil : null);
}
