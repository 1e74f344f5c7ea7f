namespace Orbit.Storage.Ssh;

/// <summary>Turns paths into the server's names below the root, and back.</summary>
internal sealed class SftpPath(string root, IStorageBackend owner)
{
    public string Of(StoragePath path) => path.IsRoot ? root : root + "/" + path.Value;

    public StoragePath ToPath(string name) => StoragePath.FromStoredName(name[(root.Length + 1)..], owner);
}
