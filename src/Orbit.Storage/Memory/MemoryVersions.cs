namespace Orbit.Storage.Memory;

/// <summary>Every version of every object, replaced and deleted ones too, oldest first. Used under the lock of <see cref="MemoryEntries"/>.</summary>
internal sealed class MemoryVersions
{
    private readonly Dictionary<string, List<MemoryNode>> _versions = new(StringComparer.Ordinal);

    public void Add(MemoryNode node)
    {
        if (!_versions.TryGetValue(node.Key, out List<MemoryNode>? versions))
        {
            _versions.Add(node.Key, versions = []);
        }

        versions.Add(node);
    }

    public MemoryNode? Find(string key, string versionId) =>
        _versions.TryGetValue(key, out List<MemoryNode>? versions) ? versions.Find(node => node.VersionId == versionId) : null;

    public void Replace(MemoryNode node)
    {
        List<MemoryNode> versions = _versions[node.Key];
        versions[versions.FindIndex(other => other.VersionId == node.VersionId)] = node;
    }

    /// <summary>Removes a version and names the newest that is left.</summary>
    public MemoryNode? Remove(MemoryNode node)
    {
        List<MemoryNode> versions = _versions[node.Key];
        versions.RemoveAll(other => other.VersionId == node.VersionId);
        if (versions.Count == 0)
        {
            _versions.Remove(node.Key);
            return null;
        }

        return versions[^1];
    }

    /// <summary>Forgets all, and says how many bytes that were.</summary>
    public long Clear()
    {
        long bytes = _versions.Values.Sum(static versions => versions.Sum(static node => node.Content.Length));
        _versions.Clear();
        return bytes;
    }
}
