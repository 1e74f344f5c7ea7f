namespace Orbit.Storage.S3;

/// <summary>Entity tags between the library's form, bare, and the stores', which quote them in most places.</summary>
internal static class S3ETag
{
    /// <summary>Takes a store's tag: without weakness prefix and quotes, null where there is none.</summary>
    public static string? Read(string? tag)
    {
        if (string.IsNullOrEmpty(tag))
        {
            return null;
        }

        ReadOnlySpan<char> bare = tag.AsSpan(tag.StartsWith("W/", StringComparison.Ordinal) ? 2 : 0).Trim('"');
        return bare.IsEmpty ? null : bare.ToString();
    }

    /// <summary>Writes a tag as a condition on a read or a copy.</summary>
    public static string Quote(string tag) => $"\"{tag}\"";

    /// <summary>Writes a tag as a condition on a write.</summary>
    public static string ForWrite(S3Profile store, string tag) => store.BareETags ? tag : Quote(tag);
}
