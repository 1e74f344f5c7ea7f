namespace Orbit.Storage.Local;

/// <summary>What a local backend does with symbolic links. Whatever it is, no link leads out of the root, and deleting a link deletes the link alone.</summary>
public enum SymbolicLinkPolicy
{
    /// <summary>Links are not listed and never followed. Reading or writing through one is refused; asking for one describes the link.</summary>
    Hide = 0,

    /// <summary>As <see cref="Hide"/>, but links are listed, as <see cref="StorageEntryKind.SymbolicLink"/>.</summary>
    Show,

    /// <summary>
    /// Links are followed as long as they stay beneath the root. One that leads out, by an absolute target or by "..", is refused; listings leave out
    /// those that lead out or nowhere. Deleting and renaming concern the link itself.
    /// </summary>
    Follow,
}
