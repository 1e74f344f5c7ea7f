using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>Asks a proxy, over a socket that is connected to it, for the way to the server. Blocks; ended by disposing the socket.</summary>
internal sealed class ProxyTunnel(SshProxy proxy, string host, int port)
{
    private const int MaxHead = 16 * 1024;

    /// <exception cref="StorageException"><see cref="StorageErrorKind.ConnectionFailed"/>: the proxy refuses.</exception>
    public void Open(Socket socket, IPAddress? address)
    {
        switch (proxy.Kind)
        {
            case SshProxyKind.Http:
                OpenHttp(socket);
                break;
            case SshProxyKind.Socks4:
                OpenSocks4(socket, address ?? throw Refused($"'{host}' has no IPv4 address, and SOCKS 4 knows no others."));
                break;
            default:
                OpenSocks5(socket);
                break;
        }
    }

    private void OpenHttp(Socket socket)
    {
        string authority = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}";
        StringBuilder request = new($"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n");
        if (proxy.User is { } user)
        {
            request.Append("Proxy-Authorization: Basic ").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{proxy.Password}"))).Append("\r\n");
        }

        socket.Send(Encoding.ASCII.GetBytes(request.Append("\r\n").ToString()));

        // Byte by byte: what follows the head is the server's.
        StringBuilder head = new();
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            if (head.Length > MaxHead)
            {
                throw Refused("its answer has no end.");
            }

            head.Append((char)Receive(socket, 1)[0]);
        }

        string status = head.ToString().Split("\r\n", 2)[0];
        if (status.Split(' ') is not [var version, ['2', _, _], ..] || !version.StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            throw Refused($"it answers '{status}'.");
        }
    }

    private void OpenSocks4(Socket socket, IPAddress address)
    {
        byte[] user = Encoding.UTF8.GetBytes(proxy.User ?? "");
        byte[] request = new byte[9 + user.Length];
        request[0] = 4;
        request[1] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(2), (ushort)port);
        address.TryWriteBytes(request.AsSpan(4), out _);
        user.CopyTo(request, 8);
        socket.Send(request);

        byte[] answer = Receive(socket, 8);
        if (answer[1] != 90)
        {
            throw Refused($"it answers with code {answer[1]} of SOCKS 4.");
        }
    }

    private void OpenSocks5(Socket socket)
    {
        byte way = (byte)(proxy.User is null ? 0 : 2);
        socket.Send(way == 0 ? [5, 1, 0] : [5, 2, 0, 2]);
        byte[] chosen = Receive(socket, 2);
        if (chosen[0] != 5 || (chosen[1] != 0 && chosen[1] != way))
        {
            throw Refused("it takes none of the ways to log in.");
        }

        if (chosen[1] == 2)
        {
            byte[] user = Encoding.UTF8.GetBytes(proxy.User!);
            byte[] password = Encoding.UTF8.GetBytes(proxy.Password ?? "");
            socket.Send([1, (byte)user.Length, .. user, (byte)password.Length, .. password]);
            if (Receive(socket, 2)[1] != 0)
            {
                throw Refused("it does not accept the user and password.");
            }
        }

        socket.Send([5, 1, 0, .. Destination(), (byte)(port >> 8), (byte)port]);
        byte[] answer = Receive(socket, 5);
        if (answer[1] != 0)
        {
            throw Refused($"it answers with code {answer[1]} of SOCKS 5.");
        }

        int bound = answer[3] switch { 1 => 4, 4 => 16, _ => answer[4] + 1 };
        Receive(socket, bound - 1 + 2);
    }

    private byte[] Destination()
    {
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return [(byte)(address.AddressFamily == AddressFamily.InterNetwork ? 1 : 4), .. address.GetAddressBytes()];
        }

        byte[] name = Encoding.ASCII.GetBytes(host);
        return [3, (byte)name.Length, .. name];
    }

    private byte[] Receive(Socket socket, int count)
    {
        byte[] bytes = new byte[count];
        for (int received = 0; received < count;)
        {
            int more = socket.Receive(bytes, received, count - received, SocketFlags.None);
            received += more > 0 ? more : throw Refused("it closes the connection.");
        }

        return bytes;
    }

    private StorageException Refused(string why) => new(StorageErrorKind.ConnectionFailed, $"the {proxy} opens no way to {host}:{port}: {why}");
}
