namespace Orbit.Storage.Smb.Wire;

/// <summary>A request on an open file, which a compound makes of the file that it opens.</summary>
/// <typeparam name="TSelf">The request itself.</typeparam>
internal interface IFileRequestBody<TSelf> : IRequestBody
    where TSelf : struct, IFileRequestBody<TSelf>
{
    /// <summary>The file.</summary>
    FileId File { get; init; }

    /// <summary>The same request on another file.</summary>
    TSelf On(FileId file);
}
