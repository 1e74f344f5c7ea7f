using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Security.Signing;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Scripted;

/// <summary>Whatever is not protected as agreed costs the server its connection, and the caller gets no byte of it.</summary>
internal sealed class ProtectionTests : ScriptedTest
{
    private const int SignatureOffset = 48;

    private static readonly SmbDialect[] Dialects = [SmbDialect.Smb21, SmbDialect.Smb30, SmbDialect.Smb302, SmbDialect.Smb311];

    [TestCaseSource(nameof(Dialects))]
    public async Task Read_AnsweredUnsigned_IsNotTaken(SmbDialect dialect) =>
        await AssertNotTakenAsync(new SmbDoubleOptions { Dialect = dialect, Script = Answering(static exchange => exchange.Reply.Protection = DoubleProtection.None) });

    [Test]
    public async Task Read_AnsweredWithAWrongSignature_IsNotTaken([Values] SigningAlgorithm signing) =>
        await AssertNotTakenAsync(new SmbDoubleOptions { Signing = signing, Script = Answering(static _ => { }, static bytes => bytes[SignatureOffset] ^= 1) });

    [TestCaseSource(nameof(Dialects))]
    public async Task Read_WithAByteChanged_IsNotTaken(SmbDialect dialect) =>
        await AssertNotTakenAsync(new SmbDoubleOptions { Dialect = dialect, Script = Answering(static _ => { }, static bytes => bytes[^1] ^= 1) });

    [Test]
    public async Task Read_AnsweredUnsignedWithAFailure_IsNotTaken()
    {
        SmbDoubleOptions options = new()
        {
            Script = Answering(static exchange =>
            {
                exchange.Reply.Fail(NtStatus.EndOfFile);
                exchange.Reply.Protection = DoubleProtection.None;
            }),
        };
        await AssertNotTakenAsync(options);
    }

    [Test]
    public async Task Read_AnsweredUnsignedAsThoughItWerePending_IsNotTakenForTheAnswer()
    {
        // The status of an interim answer with the answer's body: unsigned it may come, but it brings no content.
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            Script = static async exchange =>
            {
                if (exchange.Command == SmbCommand.Read)
                {
                    await exchange.SendInterimAsync();
                }

                await exchange.SendAsync();
            },
        });
        byte[] content = Put(server, "file", 1000);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        Assert.That(await ReadAsync(share, "file"), Is.EqualTo(content));
    }

    [Test]
    public async Task Read_AnsweredInPlainTextInAnEncryptedSession_IsNotTaken([Values] CipherAlgorithm cipher, [Values(1, 2)] int protection)
    {
        SmbDoubleOptions options = new()
        {
            Cipher = cipher,
            SessionFlags = SessionFlags.Encrypt,
            Script = Answering(exchange => exchange.Reply.Protection = (DoubleProtection)protection),
        };
        await AssertNotTakenAsync(options);
    }

    [Test]
    public async Task Read_AnsweredInPlainTextOnAnEncryptedShare_IsNotTaken() =>
        await AssertNotTakenAsync(new SmbDoubleOptions { EncryptsShare = true, Script = Answering(static exchange => exchange.Reply.Protection = DoubleProtection.Signed) });

    [Test]
    public async Task Read_WithAByteOfTheCipherTextChanged_IsNotTaken([Values] CipherAlgorithm cipher) =>
        await AssertNotTakenAsync(new SmbDoubleOptions { Cipher = cipher, SessionFlags = SessionFlags.Encrypt, Script = Answering(static _ => { }, static bytes => bytes[^1] ^= 1) });

    [Test]
    public async Task Read_EncryptedForAnotherSession_IsNotTaken() =>
        await AssertNotTakenAsync(new SmbDoubleOptions { SessionFlags = SessionFlags.Encrypt, Script = Answering(static _ => { }, static bytes => bytes[44] ^= 1) });

    [TestCaseSource(nameof(Dialects))]
    public async Task Transfer_Signed_IsWhole(SmbDialect dialect)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Dialect = dialect, SecurityMode = SecurityMode.SigningEnabled | SecurityMode.SigningRequired });

        await AssertWholeAsync(server, Settings(server));
    }

    [Test]
    public async Task Transfer_Encrypted_IsWhole([Values] CipherAlgorithm cipher, [Values] bool byShare)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Cipher = cipher, SessionFlags = byShare ? SessionFlags.None : SessionFlags.Encrypt, EncryptsShare = byShare });

        await AssertWholeAsync(server, Settings(server));
    }

    [TestCase(SmbDialect.Smb30)]
    [TestCase(SmbDialect.Smb302)]
    [TestCase(SmbDialect.Smb311)]
    public async Task Transfer_EncryptedOnDemand_IsWhole(SmbDialect dialect)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Dialect = dialect });

        await AssertWholeAsync(server, Settings(server, encryption: EncryptionDemand.Required));
    }

    private async Task AssertWholeAsync(SmbDouble server, ClientSettings settings)
    {
        byte[] content = Put(server, "file", (2 << 20) + 77);
        SmbShare share = await Connect(server, _ => settings).OpenAsync(Patience);

        byte[] read = await ReadAsync(share, "file");
        await WriteAsync(share, "copy", content);

        Assert.Multiple(() =>
        {
            Assert.That(read.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Files["copy"].Content.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(server.Violations, Is.Empty);
        });
    }

    private static Func<DoubleExchange, Task> Answering(Action<DoubleExchange> change, Action<byte[]>? spoil = null) => exchange =>
    {
        if (exchange.Command != SmbCommand.Read)
        {
            return exchange.SendAsync();
        }

        change(exchange);
        return exchange.SendAsync(spoil);
    };

    private async Task AssertNotTakenAsync(SmbDoubleOptions options)
    {
        SmbDouble server = Serve(options);
        Put(server, "file", 3 << 20);
        SmbShare share = await Connect(server).OpenAsync(Patience);

        AssertBroken(() => ReadAsync(share, "file"));
        await server.Connections.Single().Closed.WaitAsync(Patience);

        Assert.Multiple(() =>
        {
            Assert.That(share.IsLost, Is.True);
            Assert.That(server.Violations, Is.Empty);
        });
    }
}
