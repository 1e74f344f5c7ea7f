namespace Orbit.Storage;

/// <summary>The names of operations, as exceptions and traces carry them.</summary>
internal static class StorageOperation
{
    public const string Stat = "stat";
    public const string List = "list";
    public const string Read = "read";
    public const string Write = "write";
    public const string Delete = "delete";
    public const string CreateDirectory = "create directory";
    public const string Rename = "rename";
    public const string Copy = "copy";
    public const string SetAttributes = "set attributes";
    public const string GetAttributes = "get attributes";
}
