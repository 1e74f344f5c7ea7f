using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Orbit.Storage.Smb.Double.Recorded;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Security;

public sealed class SessionKeysTests
{
    // Microsoft's "anatomy of signing and cryptographic keys", and "Encryption in SMB 3.0: a protocol perspective".
    [TestCase("7CD451825D0450D235424E44BA6E78CC", "0B7E9C5CAC36C0F6EA9AB275298CEDCE", "FAD27796665B313EBB578F388632B4F7", "B0F0427F7CEB416D1D9DCC0CD4F99447")]
    [TestCase("4E01A2B313BCF660CC250BEF021AEDE6", "BA1A17DBBFEC349BCA105563D598952F", null, null)]
    [TestCase("B4546771B515F766A86735532DD6C4F0", null, "261B72350558F2E9DCF613070383EDBF", "8FE2B57EC34D2DB5B1A9727F526BBDB5")]
    public void Derive_For30_GivesThePublishedKeys(string sessionKey, string? signing, string? clientToServer, string? serverToClient)
    {
        foreach (SmbDialect dialect in new[] { SmbDialect.Smb30, SmbDialect.Smb302 })
        {
            using SessionKeys keys = SessionKeys.Derive(dialect, Convert.FromHexString(sessionKey), PreauthIntegrityHash.Initial, CipherAlgorithm.Aes128Ccm);

            AssertKeys(keys, signing, clientToServer, serverToClient);
        }
    }

    [Test]
    public void Derive_For311_GivesThePublishedKeys()
    {
        PreauthIntegrityHash hash = PublishedLogon.BeforeTheLast.Aggregate(PreauthIntegrityHash.Initial, static (hash, message) => hash.Append(Convert.FromHexString(message)));

        using SessionKeys keys = SessionKeys.Derive(SmbDialect.Smb311, Convert.FromHexString(PublishedLogon.SessionKey), hash, CipherAlgorithm.Aes128Gcm);

        AssertKeys(keys, PublishedLogon.SigningKey, PublishedLogon.ClientToServerKey, PublishedLogon.ServerToClientKey);
    }

    [Test]
    public void Derive_For21_SignsWithTheSessionKeyItself()
    {
        using SessionKeys keys = SessionKeys.Derive(SmbDialect.Smb21, Convert.FromHexString(PublishedLogon.SessionKey), PreauthIntegrityHash.Initial, cipher: null);

        AssertKeys(keys, PublishedLogon.SessionKey, string.Empty, string.Empty);
    }

    [Test]
    public void Derive_For256Bits_TakesTheWholeSessionKeyForTheCiphersAlone()
    {
        byte[] sessionKey = RandomNumberGenerator.GetBytes(32);

        using SessionKeys keys = SessionKeys.Derive(SmbDialect.Smb311, sessionKey, PreauthIntegrityHash.Initial, CipherAlgorithm.Aes256Gcm);

        AssertKeys(
            keys,
            Counter(sessionKey[..16], "SMBSigningKey\0", 128),
            Counter(sessionKey, "SMBC2SCipherKey\0", 256),
            Counter(sessionKey, "SMBS2CCipherKey\0", 256));
    }

    [Test]
    public void Derive_WithoutCipher_HasNoCipherKeys()
    {
        using SessionKeys keys = SessionKeys.Derive(SmbDialect.Smb311, Convert.FromHexString(PublishedLogon.SessionKey), PreauthIntegrityHash.Initial, cipher: null);

        AssertKeys(keys, signing: null, string.Empty, string.Empty);
    }

    [Test]
    public void Dispose_Always_ErasesTheKeys()
    {
        SessionKeys keys = SessionKeys.Derive(SmbDialect.Smb311, Convert.FromHexString(PublishedLogon.SessionKey), PreauthIntegrityHash.Initial, CipherAlgorithm.Aes128Gcm);

        keys.Dispose();

        string zero = new('0', 32);
        AssertKeys(keys, zero, zero, zero);
    }

    private static void AssertKeys(SessionKeys keys, string? signing, string? clientToServer, string? serverToClient) => Assert.Multiple(() =>
    {
        Assert.That(Convert.ToHexString(keys.Signing), Is.EqualTo(signing ?? Convert.ToHexString(keys.Signing)));
        Assert.That(Convert.ToHexString(keys.ClientToServer), Is.EqualTo(clientToServer ?? Convert.ToHexString(keys.ClientToServer)));
        Assert.That(Convert.ToHexString(keys.ServerToClient), Is.EqualTo(serverToClient ?? Convert.ToHexString(keys.ServerToClient)));
    });

    /// <summary>SP800-108 in counter mode, one round, spelled out: counter, label, zero, context, length in bits.</summary>
    private static string Counter(byte[] key, string label, int bits)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bits);
        byte[] input = [0, 0, 0, 1, .. Encoding.ASCII.GetBytes(label), 0, .. new byte[64], .. length];
        return Convert.ToHexString(HMACSHA256.HashData(key, input)[..(bits / 8)]);
    }
}
