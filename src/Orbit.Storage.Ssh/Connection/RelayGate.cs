using System.Net.Sockets;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>The relay's side of SOCKS 5 with user and password (RFC 1928, RFC 1929): whoever does not know the secret gets nothing.</summary>
internal static class RelayGate
{
    private const byte Version = 5;
    private const byte ByPassword = 2;
    private const int Patience = 5000;

    public static bool Admits(Socket candidate, RelaySecret secret)
    {
        try
        {
            candidate.NoDelay = true;
            candidate.ReceiveTimeout = Patience;
            candidate.SendTimeout = Patience;
            if (!Greets(candidate) || !Knows(candidate, secret))
            {
                return false;
            }

            Admit(candidate);
            candidate.ReceiveTimeout = 0;
            candidate.SendTimeout = 0;
            return true;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or EndOfStreamException)
        {
            return false;
        }
    }

    private static bool Greets(Socket candidate)
    {
        byte[] head = Receive(candidate, 2);
        if (head[0] != Version || !Receive(candidate, head[1]).AsSpan().Contains(ByPassword))
        {
            return false;
        }

        candidate.Send([Version, ByPassword]);
        return true;
    }

    private static bool Knows(Socket candidate, RelaySecret secret)
    {
        byte[] user = Receive(candidate, Receive(candidate, 2)[1]);
        byte[] password = Receive(candidate, Receive(candidate, 1)[0]);
        bool knows = secret.Equals(user, password);
        candidate.Send([1, (byte)(knows ? 0 : 1)]);
        return knows;
    }

    // Where it wants to go is not asked: the relay has one connection.
    private static void Admit(Socket candidate)
    {
        byte[] request = Receive(candidate, 5);
        int address = request[3] switch
        {
            1 => 4,
            4 => 16,
            _ => request[4] + 1,
        };
        Receive(candidate, address - 1 + 2);
        candidate.Send([Version, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    }

    private static byte[] Receive(Socket candidate, int count)
    {
        byte[] bytes = new byte[count];
        for (int received = 0; received < count;)
        {
            int more = candidate.Receive(bytes, received, count - received, SocketFlags.None);
            received += more > 0 ? more : throw new EndOfStreamException();
        }

        return bytes;
    }
}
