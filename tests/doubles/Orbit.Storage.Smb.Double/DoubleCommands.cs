using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Double;

/// <summary>Answers requests: the connection's in <see cref="DoubleLogon"/>, those on files in <see cref="DoubleShare"/>.</summary>
internal sealed class DoubleCommands(SmbDouble server, DoubleConnection connection)
{
    private const int EmptyBodyLength = 4;

    private readonly DoubleLogon _logon = new(server, connection);
    private readonly DoubleShare _share = new(server);

    /// <summary>Answers one request, or those of a compound: what goes on with a file that was not opened fails as its opening did.</summary>
    public DoubleReply[] Answer(List<DoubleRequest> requests)
    {
        List<DoubleReply> replies = [];
        FileId current = FileId.OfCompound;
        foreach (DoubleRequest request in requests)
        {
            DoubleReply reply = new()
            {
                Command = request.Command,
                Body = [],
                MessageId = request.Header.MessageId,
                SessionId = request.Header.SessionId,
                TreeId = request.Header.TreeId,
                AskedCredits = request.Header.Credits,
            };
            bool isRelated = request.Header.Flags.HasFlag(SmbFlags.Related);
            if (isRelated && NtStatus.IsFailure(replies[0].Status))
            {
                reply.Fail(replies[0].Status);
            }
            else
            {
                Answer(request, reply, ref current);
            }

            replies.Add(reply);
        }

        return [.. replies];
    }

    private void Answer(DoubleRequest request, DoubleReply reply, ref FileId current)
    {
        switch (request.Command)
        {
            case SmbCommand.Negotiate:
                _logon.Negotiate(request, reply);
                break;
            case SmbCommand.SessionSetup:
                _logon.SetUp(request, reply);
                break;
            case SmbCommand.TreeConnect:
                reply.TreeId = 7;
                reply.Body = DoubleShare.Describe(server.Options.EncryptsShare);
                break;
            case SmbCommand.Logoff or SmbCommand.TreeDisconnect or SmbCommand.Echo or SmbCommand.Flush:
                reply.Body = new byte[EmptyBodyLength];
                reply.Body[0] = EmptyBodyLength;
                break;
            case SmbCommand.Ioctl when request.UInt32(4) == IoctlRequest.ValidateNegotiate:
                reply.Body = _logon.Validate();
                break;
            default:
                _share.Answer(request, reply, ref current);
                break;
        }
    }
}
