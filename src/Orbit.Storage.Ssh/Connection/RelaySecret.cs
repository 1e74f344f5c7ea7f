using System.Security.Cryptography;
using System.Text;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>What tells SSH.NET's connection to a relay from every other program's: a user and a password that were made for it.</summary>
internal sealed class RelaySecret
{
    private const int Bytes = 24;

    private RelaySecret(string user, string password)
    {
        User = user;
        Password = password;
    }

    public string User { get; }

    public string Password { get; }

    public static RelaySecret Create() => new(Convert.ToHexString(RandomNumberGenerator.GetBytes(Bytes)), Convert.ToHexString(RandomNumberGenerator.GetBytes(Bytes)));

    public bool Equals(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password) =>
        CryptographicOperations.FixedTimeEquals(user, Encoding.ASCII.GetBytes(User)) & CryptographicOperations.FixedTimeEquals(password, Encoding.ASCII.GetBytes(Password));

    public override string ToString() => "***";
}
