using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>A share that is open, and all that is asked of it. Whoever opens it disposes it, and its session with it.</summary>
internal sealed class SmbShare : IAsyncDisposable
{
    private readonly uint _treeId;

    private SmbShare(SmbSession session, uint treeId, bool isSealed, Closings closings)
    {
        Session = session;
        Closings = closings;
        _treeId = treeId;
        IsSealed = isSealed;
    }

    public SmbSession Session { get; }

    public SmbConnection Connection => Session.Connection;

    /// <summary>Files that are being closed.</summary>
    public Closings Closings { get; }

    public bool IsSealed { get; }

    public bool IsLost => Connection.IsLost;

    /// <summary>How many messages full of content are built at once. More would only wait for the socket, each with its memory.</summary>
    public SemaphoreSlim LargeSends { get; } = new(3, 3);

    /// <summary>How much may be asked for ahead of its readers.</summary>
    public ByteBudget ReadAhead { get; } = new(32 << 20);

    /// <summary>The most content in one READ now.</summary>
    public int ReadSize => Connection.Credits.Limit(Session.Terms.MaxRead);

    /// <summary>The most content in one WRITE now.</summary>
    public int WriteSize => Connection.Credits.Limit(Session.Terms.MaxWrite);

    /// <summary>The most bytes of a directory in one answer now.</summary>
    public int TransactSize => Connection.Credits.Limit(Session.Terms.MaxTransact);

    /// <summary>Goes to a share.</summary>
    /// <exception cref="RefusedServerException">It holds no files, wants to be encrypted and cannot, or somebody tampered with NEGOTIATE.</exception>
    public static async Task<SmbShare> OpenAsync(ClientSettings settings, Guid client, ulong previousSessionId, Closings closings, CancellationToken cancellationToken)
    {
        SmbSession session = await SmbSession.OpenAsync(settings, client, previousSessionId, cancellationToken).ConfigureAwait(false);
        try
        {
            // From 3.1.1 on it is always signed (MS-SMB2 section 3.2.4.2.4): a server that did not know the key could not answer.
            bool isSigned = session.CanSign && session.Terms.Dialect == SmbDialect.Smb311;
            RequestTarget target = new(session.Id, 0, session.IsSealed, IsSigned: isSigned);
            TreeConnectRequest request = new() { Path = $@"\\{settings.Host}\{settings.Share}" };
            using SmbReply reply = (await session.Connection.CallAsync(request, target, cancellationToken).ConfigureAwait(false)).Checked();
            TreeConnectResponse tree = TreeConnectResponse.Read(reply.Message);
            if (!tree.IsDisk)
            {
                throw new RefusedServerException($"the share '{settings.Share}' holds no files: it is a printer or a pipe.");
            }

            if (tree.MustEncrypt && !session.CanSeal)
            {
                throw new RefusedServerException($"the share '{settings.Share}' must be encrypted, and no encryption was agreed; set Encryption to ServerDecides, and allow dialects from 3.0 on.");
            }

            SmbShare share = new(session, reply.Header.TreeId, session.IsSealed || tree.MustEncrypt, closings);
            await NegotiationCheck.RunAsync(share, cancellationToken).ConfigureAwait(false);
            return share;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>How a request on this share travels.</summary>
    public RequestTarget Target(bool isUrgent = false, bool isSigned = false) => new(Session.Id, _treeId, IsSealed, isUrgent, isSigned);

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="SmbStatusException">It is a failure.</exception>
    public async ValueTask<SmbReply> CallAsync<T>(T body, CancellationToken cancellationToken)
        where T : struct, IRequestBody
    {
        SmbReply reply = await Connection.CallAsync(body, Target(), cancellationToken).ConfigureAwait(false);
        return Passed(reply);
    }

    /// <summary>Opens a file or directory.</summary>
    public async Task<SmbFile> OpenAsync(CreateRequest request, CancellationToken cancellationToken)
    {
        using Compound compound = new(this, request);
        await compound.RunAsync(cancellationToken).ConfigureAwait(false);
        return compound.TakeFile();
    }

    /// <summary>Passes a good answer on.</summary>
    internal static SmbReply Passed(SmbReply reply)
    {
        if (NtStatus.IsFailure(reply.Status))
        {
            using (reply)
            {
                reply.Checked();
            }
        }

        return reply;
    }

    /// <summary>Logs off and closes the connection; files that were being closed are so by then.</summary>
    public ValueTask DisposeAsync() => Session.CloseAsync(Closings.WaitAsync(CancellationToken.None));
}
