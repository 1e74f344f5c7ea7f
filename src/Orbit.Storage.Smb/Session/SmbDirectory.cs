using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>Lists one directory, an answer of up to a megabyte at a time; the first comes with its opening, in one round trip. For one caller at a time, who disposes it.</summary>
internal sealed class SmbDirectory : IDisposable
{
    private const string All = "*";

    private readonly SmbFile _file;
    private SmbReply? _first;

    private SmbDirectory(SmbFile file, SmbReply first)
    {
        _file = file;
        _first = first;
    }

    /// <summary>The share that it is on; when that is lost, so is the place in the listing.</summary>
    public SmbShare Share => _file.Share;

    /// <exception cref="SmbStatusException">It cannot be opened, or is no directory.</exception>
    public static async Task<SmbDirectory> OpenAsync(SmbShare share, string path, CancellationToken cancellationToken)
    {
        CreateRequest create = new()
        {
            Path = path,
            Access = AccessMask.ListDirectory | AccessMask.ReadAttributes | AccessMask.Synchronize,
            Disposition = CreateDisposition.Open,
            Choices = CreateChoices.Directory,
        };
        using Compound compound = new Compound(share, create).Then(new QueryDirectoryRequest { Pattern = All, MaxLength = LengthFor(share) });
        await compound.RunAsync(cancellationToken).ConfigureAwait(false);
        SmbReply first = compound.TakeReply(0);
        return new SmbDirectory(compound.TakeFile(), first);
    }

    /// <summary>Reads on.</summary>
    /// <returns>The answer, to be disposed, or null at the end.</returns>
    public async Task<SmbReply?> ReadAsync(CancellationToken cancellationToken)
    {
        SmbReply? reply = _first;
        _first = null;
        if (reply is null)
        {
            QueryDirectoryRequest request = new() { File = _file.Id, Pattern = All, MaxLength = LengthFor(_file.Share) };
            reply = await _file.Share.Connection.CallAsync(request, _file.Share.Target(), cancellationToken).ConfigureAwait(false);
        }

        if (reply.Status is not (NtStatus.NoMoreFiles or NtStatus.NoSuchFile))
        {
            return SmbShare.Passed(reply);
        }

        reply.Dispose();
        return null;
    }

    /// <summary>The entries in an answer, to be taken off one by one.</summary>
    public static ReadOnlySpan<byte> EntriesOf(SmbReply reply)
    {
        BufferResponse data = BufferResponse.Read(reply.Message);
        return reply.Message.Slice(data.Offset, data.Length);
    }

    public void Dispose()
    {
        _first?.Dispose();
        _first = null;
        _file.CloseSoon();
    }

    // A compound has one credit for its opening.
    private static int LengthFor(SmbShare share) => Math.Min(share.TransactSize, Math.Max(1, share.Connection.Credits.Ceiling - 1) * CreditWindow.BytesPerCredit);
}
