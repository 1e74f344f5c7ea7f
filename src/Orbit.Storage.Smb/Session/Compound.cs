using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>
/// Opens a file, does something with it and, where asked, closes it, in one round trip (MS-SMB2 section 3.2.4.1.4). Where the server grants too few credits for that, one after the other. Whoever makes it
/// disposes it after looking at the answers; a file that is left open is closed, unless it was taken.
/// </summary>
internal sealed class Compound(SmbShare share, CreateRequest create) : IDisposable
{
    private readonly List<CompoundStep> _steps = [];
    private readonly List<SmbReply> _replies = [];
    private bool _closes;
    private FileId? _file;

    /// <summary>What was opened.</summary>
    public CreateResponse Created { get; private set; }

    public int StepCount => _steps.Count;

    /// <summary>The answer of a step, whatever its status; the first step is 0.</summary>
    public SmbReply this[int step] => _replies[step + 1];

    public Compound Then<T>(in T body)
        where T : struct, IFileRequestBody<T>
    {
        _steps.Add(CompoundStep.Of(body));
        return this;
    }

    public Compound ThenClose(bool describe = false)
    {
        _closes = true;
        return Then(new CloseRequest { Describe = describe });
    }

    /// <summary>Sends it all.</summary>
    /// <exception cref="SmbStatusException">The file could not be opened.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        CreditWindow credits = share.Connection.Credits;
        int charge = 1 + _steps.Sum(step => credits.ChargeOf(step.Payload));
        if (charge <= credits.Ceiling)
        {
            await SendTogetherAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await SendSinglyAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Passes a step's answer on, if it is a good one.</summary>
    /// <exception cref="SmbStatusException">It is a failure.</exception>
    public SmbReply Checked(int step) => this[step].Checked();

    /// <summary>Takes a step's answer over, whatever its status.</summary>
    public SmbReply TakeReply(int step)
    {
        SmbReply reply = this[step];
        _replies.RemoveAt(step + 1);
        return reply;
    }

    /// <summary>Takes the open file over.</summary>
    public SmbFile TakeFile()
    {
        SmbFile file = new(share, _file ?? throw new InvalidOperationException("There is no open file to take."), Created.Description);
        _file = null;
        return file;
    }

    public void Dispose()
    {
        foreach (SmbReply reply in _replies)
        {
            reply.Dispose();
        }

        if (_file is { } left)
        {
            SmbFile.CloseSoon(share, left);
        }
    }

    private async Task SendTogetherAsync(CancellationToken cancellationToken)
    {
        RequestTarget target = share.Target();
        using RequestFrame frame = new(share.Connection.Pool, share.Connection.Credits, RequestFrame.SizeOf(create) + _steps.Sum(static step => step.Size)) { IsSealed = target.IsSealed };
        frame.Add(create, target.SessionId, target.TreeId);
        foreach (CompoundStep step in _steps)
        {
            step.AddTo(frame, target);
        }

        await share.Connection.SendAsync(frame, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < frame.Count; i++)
        {
            try
            {
                _replies.Add(await frame[i].Reply.WaitAsync(cancellationToken).ConfigureAwait(false));
            }
            catch
            {
                LetGo(frame, i);
                throw;
            }
        }

        Accept();
    }

    private async Task SendSinglyAsync(CancellationToken cancellationToken)
    {
        PendingRequest opening = await share.Connection.SendAsync(create, share.Target(), cancellationToken).ConfigureAwait(false);
        try
        {
            _replies.Add(await opening.Reply.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            CloseWhenOpened(opening);
            throw;
        }

        Accept();
        FileId file = Created.File;
        _file = file;
        foreach (CompoundStep step in _steps)
        {
            _replies.Add(await step.SendAsync(share, file, cancellationToken).ConfigureAwait(false));
        }

        _file = _closes ? null : file;
    }

    private void Accept()
    {
        Created = CreateResponse.Read(_replies[0].Checked().Message);
        _file = _closes ? null : Created.File;
    }

    // Whoever gave up may have left a file open.
    private void LetGo(RequestFrame frame, int from)
    {
        for (int i = Math.Max(from, _closes ? 0 : 1); i < frame.Count; i++)
        {
            share.Connection.Abandon(frame[i]);
        }

        if (_closes)
        {
            return;
        }

        if (from == 0)
        {
            CloseWhenOpened(frame[0]);
        }
        else if (!NtStatus.IsFailure(_replies[0].Status))
        {
            SmbFile.CloseSoon(share, CreateResponse.Read(_replies[0].Message).File);
        }
    }

    private void CloseWhenOpened(PendingRequest opening)
    {
        share.Connection.AskToGiveUp(opening);
        share.Closings.Add(CloseWhenOpenedAsync(opening));
    }

    private async Task CloseWhenOpenedAsync(PendingRequest opening)
    {
        await ((Task)opening.Reply).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!opening.Reply.IsCompletedSuccessfully)
        {
            return;
        }

        using SmbReply reply = await opening.Reply.ConfigureAwait(false);
        if (!NtStatus.IsFailure(reply.Status))
        {
            await SmbFile.CloseQuietlyAsync(share, CreateResponse.Read(reply.Message).File).ConfigureAwait(false);
        }
    }
}
