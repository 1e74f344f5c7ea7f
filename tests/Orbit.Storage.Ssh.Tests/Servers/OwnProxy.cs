using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orbit.Storage.Ssh.Tests.Servers;

/// <summary>A proxy that speaks SOCKS 4, SOCKS 5 with user and password, and HTTP's CONNECT, as the first byte says.</summary>
internal sealed class OwnProxy : IDisposable
{
    public const string User = "through";
    public const string Password = "hunter2";

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public OwnProxy()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(16);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>What each connection was led to.</summary>
    public List<string> Destinations { get; } = [];

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                NetworkStream stream = new(await _listener.AcceptAsync(), ownsSocket: true);
                _ = ServeAsync(stream);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(NetworkStream client)
    {
        try
        {
            byte first = (await ReadAsync(client, 1))[0];
            (string Host, int Port)? to = first switch
            {
                4 => await BySocks4Async(client),
                5 => await BySocks5Async(client),
                _ => await ByHttpAsync(client),
            };
            if (to is { } destination)
            {
                lock (Destinations)
                {
                    Destinations.Add($"{destination.Host}:{destination.Port}");
                }

                using TcpClient server = new();
                await server.ConnectAsync(destination.Host, destination.Port);
                await Task.WhenAny(client.CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client));
            }
        }
        catch (Exception closed) when (closed is IOException or SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            await client.DisposeAsync();
        }
    }

    private static async Task<(string, int)?> BySocks4Async(NetworkStream client)
    {
        byte[] head = await ReadAsync(client, 7);
        StringBuilder user = new();
        byte one;
        while ((one = (await ReadAsync(client, 1))[0]) != 0)
        {
            user.Append((char)one);
        }

        bool isKnown = user.ToString() == User;
        await client.WriteAsync(new byte[] { 0, (byte)(isKnown ? 90 : 93), 0, 0, 0, 0, 0, 0 });
        return isKnown ? (new IPAddress(head.AsSpan(3, 4)).ToString(), (head[1] << 8) | head[2]) : null;
    }

    private static async Task<(string, int)?> BySocks5Async(NetworkStream client)
    {
        await ReadAsync(client, (await ReadAsync(client, 1))[0]);
        await client.WriteAsync(new byte[] { 5, 2 });
        string user = Encoding.UTF8.GetString(await ReadAsync(client, (await ReadAsync(client, 2))[1]));
        string password = Encoding.UTF8.GetString(await ReadAsync(client, (await ReadAsync(client, 1))[0]));
        bool isKnown = user == User && password == Password;
        await client.WriteAsync(new byte[] { 1, (byte)(isKnown ? 0 : 1) });
        if (!isKnown)
        {
            return null;
        }

        byte[] head = await ReadAsync(client, 4);
        string host = head[3] == 1
            ? new IPAddress(await ReadAsync(client, 4)).ToString()
            : Encoding.ASCII.GetString(await ReadAsync(client, (await ReadAsync(client, 1))[0]));
        byte[] port = await ReadAsync(client, 2);
        await client.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
        return (host, (port[0] << 8) | port[1]);
    }

    private static async Task<(string, int)?> ByHttpAsync(NetworkStream client)
    {
        StringBuilder head = new("C");
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await ReadAsync(client, 1))[0]);
        }

        string[] authority = head.ToString().Split(' ')[1].Split(':');
        bool isKnown = head.ToString().Contains("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")), StringComparison.Ordinal);
        await client.WriteAsync(Encoding.ASCII.GetBytes(isKnown ? "HTTP/1.1 200 OK\r\n\r\n" : "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"));
        return isKnown ? (authority[0], int.Parse(authority[1], System.Globalization.CultureInfo.InvariantCulture)) : null;
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
