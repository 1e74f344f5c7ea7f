using Orbit.Storage.Smb.Security.Primitives;

namespace Orbit.Storage.Smb.Tests.Security.Primitives;

public sealed class Rc4Tests
{
    [TestCase("0102030405", "b2396305f03dc027ccc3524a0a1118a86982944f18fc82d589c403a47a0d0919")]
    [TestCase("0102030405060708090a0b0c0d0e0f10", "9ac7cc9a609d1ef7b2932899cde41b975248c4959014126a6e8a84f11d1a9e1c")]
    public void Transform_OfRfc6229_IsPublishedStream(string key, string expected)
    {
        using Rc4 cipher = new(Convert.FromHexString(key));
        byte[] stream = new byte[32];

        // In two calls: the second goes on where the first ended.
        cipher.Transform(new byte[10], stream.AsSpan(0, 10));
        cipher.Transform(new byte[22], stream.AsSpan(10));

        Assert.That(Convert.ToHexStringLower(stream), Is.EqualTo(expected));
    }
}
