using Orbit.Storage.Smb.Double.Recorded;
using Orbit.Storage.Smb.Security;

namespace Orbit.Storage.Smb.Tests.Security;

/// <summary>Against the exchange of dialect 3.1.1 that Microsoft published (<see cref="PublishedLogon"/>).</summary>
public sealed class PreauthIntegrityHashTests
{
    [Test]
    public void Append_OfThePublishedExchange_GivesThePublishedValues()
    {
        List<string> values = [];
        PreauthIntegrityHash hash = PreauthIntegrityHash.Initial;
        foreach (string message in PublishedLogon.BeforeTheLast)
        {
            hash = hash.Append(Convert.FromHexString(message));
            values.Add(Convert.ToHexString(hash.Value));
        }

        Assert.That(values, Is.EqualTo(PublishedLogon.Hashes));
    }

    [Test]
    public void Append_ForOneSession_LeavesTheConnectionsValue()
    {
        PreauthIntegrityHash connection = PreauthIntegrityHash.Initial.Append([1]);
        byte[] before = connection.Value.ToArray();

        PreauthIntegrityHash session = connection.Append([2]);

        Assert.Multiple(() =>
        {
            Assert.That(connection.Value.ToArray(), Is.EqualTo(before));
            Assert.That(session.Value.ToArray(), Is.Not.EqualTo(before));
        });
    }
}
