using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Transfers.Tests.Trees;

/// <summary>A file whose content follows from a seed, and is never held as a whole.</summary>
internal sealed record GeneratedFile(string Path, long Length, int Seed)
{
    /// <summary>A time in whole seconds, which every store that keeps times can keep.</summary>
    public DateTime Modified => new DateTime(2021, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddMinutes(Seed);

    public Stream Open() => new GeneratedStream(new PatternedContent(Length, Seed));
}
