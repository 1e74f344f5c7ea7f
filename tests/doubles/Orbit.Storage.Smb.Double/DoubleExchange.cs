using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Double;

/// <summary>One frame of requests, one or a compound, and the answers as they would be sent.</summary>
internal sealed class DoubleExchange(DoubleConnection connection, DoubleRequest[] requests, DoubleReply[] replies)
{
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DoubleConnection Connection => connection;

    public DoubleRequest[] Requests => requests;

    public DoubleReply[] Replies => replies;

    public DoubleRequest Request => requests[0];

    public DoubleReply Reply => replies[0];

    public SmbCommand Command => Request.Command;

    /// <summary>How many frames with this command have come to the double before, on any connection.</summary>
    public int Occurrence { get; init; }

    /// <summary>Ends when the client asks to give the request up.</summary>
    public Task Cancelled => _cancelled.Task;

    public bool Is(SmbCommand command, int occurrence) => Command == command && Occurrence == occurrence;

    /// <summary>Whether one of the requests gives a file another name.</summary>
    public bool IsRename => requests.Any(static request => request.Command == SmbCommand.SetInfo && request.Message[SmbHeader.Length + 3] == RenameInformation.Class);

    /// <summary>Sends the answers, in one frame.</summary>
    /// <param name="spoil">Changes the frame's bytes after they were protected; the length in front is not among them.</param>
    public Task SendAsync(Action<byte[]>? spoil = null) => connection.SendAsync(Replies, Request.IsSealed, spoil);

    /// <summary>Says that the answer comes later (MS-SMB2 section 3.3.4.2), unsigned as servers do.</summary>
    /// <param name="credits">What to grant with it; the answer itself then grants nothing.</param>
    public Task SendInterimAsync(int? credits = null)
    {
        DoubleReply answer = Reply;
        DoubleReply interim = new()
        {
            Command = answer.Command,
            Status = NtStatus.Pending,
            Body = DoubleReply.ErrorBody(),
            MessageId = answer.MessageId,
            SessionId = answer.SessionId,
            AsyncId = answer.AsyncId = answer.MessageId + 1000,
            AskedCredits = answer.AskedCredits,
            Credits = credits,
            Protection = Request.IsSealed ? DoubleProtection.Sealed : DoubleProtection.None,
        };
        answer.Credits = 0;
        return connection.SendAsync([interim], Request.IsSealed, spoil: null);
    }

    public void Cancel() => _cancelled.TrySetResult();
}
