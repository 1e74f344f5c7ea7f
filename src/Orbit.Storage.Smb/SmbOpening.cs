using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>A file that was opened to be read: the handle, or all that is in it.</summary>
internal sealed class SmbOpening
{
    // One credit: what is read for nothing of a larger file costs little.
    private const int Small = 64 * 1024;

    public required FileDescription Description { get; init; }

    /// <summary>The open file; null where its content is here.</summary>
    public SmbFile? File { get; init; }

    /// <summary>The content of a small file; to be disposed.</summary>
    public ReadChunk? Whole { get; init; }

    /// <summary>Opens a file and, where asked, reads its beginning along with it.</summary>
    public static async Task<SmbOpening> RunAsync(SmbShare share, (string Name, bool IsWhole) call, CancellationToken cancellationToken)
    {
        CreateRequest create = new()
        {
            Path = call.Name,
            Access = AccessMask.ReadData | AccessMask.ReadAttributes | AccessMask.Synchronize,
            Disposition = CreateDisposition.Open,
            Choices = CreateChoices.NotDirectory,
        };
        using Compound compound = new(share, create);
        if (call.IsWhole)
        {
            compound.Then(new ReadRequest { Offset = 0, Count = Small });
        }

        await compound.RunAsync(cancellationToken).ConfigureAwait(false);
        FileDescription description = compound.Created.Description;
        if (!call.IsWhole || SmbDescriber.SizeOf(description) > Small)
        {
            return new SmbOpening { Description = description, File = compound.TakeFile() };
        }

        ReadChunk chunk = ReadChunk.Of(compound.TakeReply(0), Small);
        if ((ulong)chunk.Bytes.Length == description.Size)
        {
            return new SmbOpening { Description = description, Whole = chunk };
        }

        // Somebody writes into it; what there is of it in the end, the handle shows.
        chunk.Dispose();
        return new SmbOpening { Description = description, File = compound.TakeFile() };
    }
}
