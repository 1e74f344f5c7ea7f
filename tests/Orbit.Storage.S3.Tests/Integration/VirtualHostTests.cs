using System.Net;
using System.Net.Sockets;
using Orbit.Storage.S3.Tests.Servers;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.S3.Tests.Integration;

internal sealed class VirtualHostTests
{
    private static readonly string[] Names = ["/leading", "a b/é+&%20?#", "plain"];

    [Test]
    [CancelAfter(120_000)]
    public async Task Bucket_NamedByTheHost_IsWrittenListedAndRead([Values] bool overTls, CancellationToken cancellationToken)
    {
        S3Server server = overTls ? S3Server.CephOverTls : S3Server.Ceph;
        if (server.Domain is not { } domain)
        {
            Assert.Ignore("server absent: no domain below which buckets are hosts is named");
            return;
        }

        // The names below the domain have no addresses; connections go where the server is, whatever host they are for.
        List<string> hosts = [];
        await using CephBucket bucket = await CephBucket.CreateAsync(
            server,
            cancellationToken,
            options => (options.Endpoint, options.PathStyle) = (new UriBuilder(server.Endpoint) { Host = domain }.Uri, false),
            sockets => sockets.ConnectCallback = async (context, token) =>
            {
                lock (hosts)
                {
                    hosts.Add(context.DnsEndPoint.Host);
                }

                Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, token);
                return new NetworkStream(socket, ownsSocket: true);
            });
        PatternedContent content = new((11 << 20) + 5, seed: 3);

        foreach (string name in Names)
        {
            await bucket.Backend.WriteAsync(name, content.OpenSource(), null, cancellationToken);
            StorageContent read = await bucket.Backend.OpenReadAsync(name, null, cancellationToken);
            await using (read)
            {
                await content.MatchesAsync(read.Reader, null, cancellationToken);
            }
        }

        List<string> listed = [];
        await foreach (StorageEntry entry in bucket.Backend.ListAsync(StoragePath.Root, new ListOptions { Recursive = true }, cancellationToken))
        {
            listed.Add(entry.Path.Value);
        }

        Assert.That(listed, Is.EqualTo(Names));
        Assert.That(hosts, Is.Not.Empty.And.All.EqualTo($"{bucket.Name}.{domain}"));
    }
}
