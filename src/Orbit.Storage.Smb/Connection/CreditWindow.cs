namespace Orbit.Storage.Smb.Connection;

/// <summary>
/// What the server lets be sent (MS-SMB2 sections 3.2.4.1.2 and 3.2.5.1.4). Credits and the message ids that belong to them are handed out together, in one piece and in order of asking, so that a
/// large request is not starved by small ones; a few credits are kept for requests that give resources back.
/// </summary>
internal sealed class CreditWindow
{
    /// <summary>Bytes of content that one credit stands for.</summary>
    public const int BytesPerCredit = 64 * 1024;

    // No server gives more; an interim answer is not signed and could grant anything.
    private const int Most = 8192;

    // How many are wanted: thirty megabytes in flight.
    private const int Target = 512;

    // Below this every credit is needed for work.
    private const int WorthReserving = 32;
    private const int Reserve = 4;

    private readonly object _gate = new();
    private readonly LinkedList<Waiter> _waiters = [];
    private int _available = 1;
    private int _inFlight;
    private int _unanswered;
    private int _asked;
    private ulong _nextId;
    private Exception? _failure;

    /// <summary>Whether a request may be as large as its content asks; else each is one credit (MS-SMB2 section 3.2.5.2, Connection.SupportsMultiCredit).</summary>
    public bool IsMultiCredit { get; set; }

    /// <summary>How many credits a request could have if nothing else were under way.</summary>
    public int Ceiling
    {
        get
        {
            lock (_gate)
            {
                return Math.Max(1, CeilingLocked - ReserveLocked);
            }
        }
    }

    private int CeilingLocked => _available + _inFlight;

    private int ReserveLocked => CeilingLocked >= WorthReserving ? Reserve : 0;

    public int ChargeOf(int payload) => IsMultiCredit ? Math.Max(1, (payload + BytesPerCredit - 1) / BytesPerCredit) : 1;

    /// <summary>Makes content no larger than what the server lets be sent.</summary>
    public int Limit(int payload) => IsMultiCredit ? (int)Math.Min(payload, (long)Ceiling * BytesPerCredit) : Math.Min(payload, BytesPerCredit);

    /// <summary>Takes credits and ids. Who has them must send: an id that is left out would stop the server's window.</summary>
    /// <param name="charge">How many.</param>
    /// <param name="isUrgent">Whether the reserve may be used, and the queue be passed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The first id.</returns>
    public ValueTask<ulong> TakeAsync(int charge, bool isUrgent, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (_failure is not null)
            {
                return ValueTask.FromException<ulong>(_failure);
            }

            if ((isUrgent || _waiters.Count == 0) && MayTake(charge, isUrgent))
            {
                return new ValueTask<ulong>(TakeLocked(charge));
            }

            if (IsHopeless(charge))
            {
                return ValueTask.FromException<ulong>(new CreditShortageException());
            }

            waiter = new Waiter(charge, isUrgent);
            Enqueue(waiter);
        }

        return new ValueTask<ulong>(WaitAsync(waiter, cancellationToken));
    }

    /// <summary>Says how many credits a request is to ask for beyond its charge, and counts them as asked for.</summary>
    public int AskForGrowth()
    {
        lock (_gate)
        {
            int growth = Math.Clamp(Target - CeilingLocked - _asked, 0, Target);
            _asked += growth;
            return growth;
        }
    }

    /// <summary>Counts what an answer brings.</summary>
    /// <param name="granted">Credits that it grants.</param>
    /// <param name="returned">The charge of the request where the answer, or the notice that it comes later, gives its credits back; else 0.</param>
    /// <param name="answered">The charge of the request where this is its answer; else 0.</param>
    /// <param name="answeredGrowth">What that request had asked for beyond its charge.</param>
    public void Settle(int granted, int returned, int answered, int answeredGrowth)
    {
        lock (_gate)
        {
            _inFlight -= returned;
            _unanswered -= answered;
            _asked -= answeredGrowth;
            _available += Math.Clamp(granted, 0, Most - CeilingLocked);
            Serve();
        }
    }

    /// <summary>Fails everybody who waits, and who comes later.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            foreach (Waiter waiter in _waiters)
            {
                waiter.Ids.TrySetException(_failure);
            }

            _waiters.Clear();
        }
    }

    private bool MayTake(int charge, bool isUrgent) => _available - charge >= (isUrgent || _inFlight == 0 ? 0 : ReserveLocked);

    // Nothing is under way that would bring more.
    private bool IsHopeless(int charge) => _unanswered == 0 && charge > _available;

    private ulong TakeLocked(int charge)
    {
        _available -= charge;
        _inFlight += charge;
        _unanswered += charge;
        ulong first = _nextId;
        _nextId += (ulong)charge;
        return first;
    }

    // Urgent ones stand in front, in order among themselves.
    private void Enqueue(Waiter waiter)
    {
        LinkedListNode<Waiter>? behind = _waiters.First;
        while (waiter.IsUrgent && behind is { Value.IsUrgent: true })
        {
            behind = behind.Next;
        }

        waiter.Node = waiter.IsUrgent && behind is not null ? _waiters.AddBefore(behind, waiter) : _waiters.AddLast(waiter);
    }

    private void Serve()
    {
        while (_waiters.First is { } first)
        {
            Waiter waiter = first.Value;
            if (MayTake(waiter.Charge, waiter.IsUrgent))
            {
                _waiters.RemoveFirst();
                waiter.Ids.TrySetResult(TakeLocked(waiter.Charge));
            }
            else if (IsHopeless(waiter.Charge))
            {
                _waiters.RemoveFirst();
                waiter.Ids.TrySetException(new CreditShortageException());
            }
            else
            {
                return;
            }
        }
    }

    private async Task<ulong> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                (CreditWindow window, Waiter waiter) = ((CreditWindow, Waiter))state!;
                window.GiveUp(waiter, token);
            },
            (this, waiter));
        await using (registration.ConfigureAwait(false))
        {
            return await waiter.Ids.Task.ConfigureAwait(false);
        }
    }

    private void GiveUp(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Served already, it has ids, and they are to be sent.
            if (waiter.Ids.TrySetCanceled(cancellationToken))
            {
                _waiters.Remove(waiter.Node!);
                Serve();
            }
        }
    }

    private sealed class Waiter(int charge, bool isUrgent)
    {
        public TaskCompletionSource<ulong> Ids { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Charge => charge;

        public bool IsUrgent => isUrgent;

        public LinkedListNode<Waiter>? Node { get; set; }
    }
}
