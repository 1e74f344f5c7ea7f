namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>Decides about the key of one host for one connection.</summary>
internal interface IHostKeyVerifier
{
    /// <summary>Gives the algorithms to ask the server for, best first: those whose keys can be verified.</summary>
    /// <param name="offered">What SSH.NET has, in its order.</param>
    IEnumerable<string> Order(IEnumerable<string> offered);

    /// <summary>Says why a key that the server has proven to own is not trusted; null where it is.</summary>
    StorageFault? FindFault(SshHostKey key);
}
