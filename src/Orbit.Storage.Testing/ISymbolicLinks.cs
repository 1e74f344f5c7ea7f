namespace Orbit.Storage.Testing;

/// <summary>For harnesses: makes symbolic links, past the backend, in a store that has them.</summary>
public interface ISymbolicLinks
{
    /// <summary>A file outside of the root that holds some bytes.</summary>
    string OutsideFile { get; }

    /// <summary>Makes a link.</summary>
    /// <param name="link">Where it is; its parent exists.</param>
    /// <param name="target">What it leads to, as stored in the link.</param>
    void Link(StoragePath link, string target);
}
