using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>What the backend asks of a share, each in one round trip.</summary>
internal static class SmbCalls
{
    // Of one credit.
    private const int LongestName = 64 * 1024;

    /// <summary>Describes a file or directory.</summary>
    public static async Task<FileDescription> DescribeAsync(SmbShare share, string path, CancellationToken cancellationToken)
    {
        CreateRequest create = new() { Path = path, Access = AccessMask.ReadAttributes | AccessMask.Synchronize, Disposition = CreateDisposition.Open };
        using Compound compound = new Compound(share, create).ThenClose();
        await compound.RunAsync(cancellationToken).ConfigureAwait(false);
        return compound.Created.Description;
    }

    /// <summary>Describes a file or directory, with its name as the server keeps it.</summary>
    public static async Task<(FileDescription File, string Name)> DescribeNamedAsync(SmbShare share, string path, CancellationToken cancellationToken)
    {
        CreateRequest create = new() { Path = path, Access = AccessMask.ReadAttributes | AccessMask.Synchronize, Disposition = CreateDisposition.Open };
        QueryInfoRequest name = new() { Class = AllInformation.Class, MaxLength = LongestName };
        using Compound compound = new Compound(share, create).Then(name).ThenClose();
        await compound.RunAsync(cancellationToken).ConfigureAwait(false);

        // Whatever a server does not say of the name, the file is there.
        SmbReply reply = compound[0];
        bool isNamed = !NtStatus.IsFailure(reply.Status);
        BufferResponse data = isNamed ? BufferResponse.Read(reply.Message) : default;
        return (compound.Created.Description, isNamed ? AllInformation.ReadName(reply.Message.Slice(data.Offset, data.Length)) : path);
    }

    /// <summary>The same, or null where nothing is.</summary>
    public static async Task<FileDescription?> TryDescribeAsync(SmbShare share, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await DescribeAsync(share, path, cancellationToken).ConfigureAwait(false);
        }
        catch (SmbStatusException missing) when (SmbErrors.IsMissing(missing))
        {
            return null;
        }
    }

    /// <summary>Deletes a file or an empty directory; a link itself.</summary>
    /// <returns>Whether there was one.</returns>
    public static async Task<bool> DeleteAsync(SmbShare share, string path, CancellationToken cancellationToken)
    {
        CreateRequest create = new()
        {
            Path = path,
            Access = AccessMask.Delete | AccessMask.ReadAttributes | AccessMask.Synchronize,
            Disposition = CreateDisposition.Open,
            Choices = CreateChoices.ReparsePoint,
        };
        using Compound compound = new Compound(share, create).Then(new SetInfoRequest<DispositionInformation> { Information = default }).ThenClose();
        try
        {
            await compound.RunAsync(cancellationToken).ConfigureAwait(false);
            compound.Checked(0);
            return true;
        }
        catch (SmbStatusException missing) when (SmbErrors.IsMissing(missing) || SmbErrors.IsBeingDeleted(missing))
        {
            return false;
        }
    }

    /// <summary>Renames.</summary>
    /// <param name="share">Where.</param>
    /// <param name="source">What is there.</param>
    /// <param name="target">Its new name.</param>
    /// <param name="replace">Whether a file of that name is replaced.</param>
    /// <param name="choices">Whether it is to be a directory, or not to be one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SmbStatusException">Of <see cref="SmbCommand.Create"/> where it is about the source, else of <see cref="SmbCommand.SetInfo"/>.</exception>
    public static async Task RenameAsync(SmbShare share, string source, string target, bool replace, CreateChoices choices, CancellationToken cancellationToken)
    {
        CreateRequest create = new()
        {
            Path = source,
            Access = AccessMask.Delete | AccessMask.ReadAttributes | AccessMask.Synchronize,
            Disposition = CreateDisposition.Open,
            Choices = CreateChoices.ReparsePoint | choices,
        };
        SetInfoRequest<RenameInformation> rename = new() { Information = new RenameInformation { Path = target, Replace = replace } };
        using Compound compound = new Compound(share, create).Then(rename).ThenClose();
        await compound.RunAsync(cancellationToken).ConfigureAwait(false);
        compound.Checked(0);
    }

    /// <summary>Sets times.</summary>
    public static async Task SetAsync(SmbShare share, string path, BasicInformation information, CancellationToken cancellationToken)
    {
        CreateRequest create = new() { Path = path, Access = AccessMask.WriteAttributes | AccessMask.Synchronize, Disposition = CreateDisposition.Open };
        using Compound compound = new Compound(share, create).Then(new SetInfoRequest<BasicInformation> { Information = information }).ThenClose();
        await compound.RunAsync(cancellationToken).ConfigureAwait(false);
        compound.Checked(0);
    }

    /// <summary>Makes a directory.</summary>
    public static async Task MakeDirectoryAsync(SmbShare share, string path, CancellationToken cancellationToken)
    {
        CreateRequest create = new()
        {
            Path = path,
            Access = AccessMask.ReadAttributes | AccessMask.Synchronize,
            Disposition = CreateDisposition.Create,
            Choices = CreateChoices.Directory,
        };
        using Compound compound = new Compound(share, create).ThenClose();
        await compound.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has the names of a directory brought to stable storage (MS-SMB2 section 3.3.5.11: who may add to it may ask).</summary>
    public static async Task FlushDirectoryAsync(SmbShare share, string path, CancellationToken cancellationToken)
    {
        CreateRequest create = new()
        {
            Path = path,
            Access = AccessMask.AddFile | AccessMask.AddSubdirectory | AccessMask.ReadAttributes | AccessMask.Synchronize,
            Disposition = CreateDisposition.Open,
            Choices = CreateChoices.Directory,
        };
        using Compound compound = new Compound(share, create).Then(default(FlushRequest)).ThenClose();
        await compound.RunAsync(cancellationToken).ConfigureAwait(false);
        compound.Checked(0);
    }
}
