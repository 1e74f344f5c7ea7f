using System.Security.Cryptography;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.HostKeys;

/// <summary>What the keys of the shared server look like to <c>ssh-keygen -lf</c>.</summary>
internal static class Fingerprints
{
    public static string Of(string key) => "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(OwnOpenSsh.PublicKey(key).Split(' ')[1]))).TrimEnd('=');
}
