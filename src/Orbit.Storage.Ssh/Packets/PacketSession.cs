using System.Buffers;
using System.Buffers.Binary;
using Orbit.Storage.Ssh.Connection;
using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh.Packets;

/// <summary>
/// A conversation in version 3 of SFTP over a pair of streams that block. Any number of questions is under way at once; answers are told apart by their numbers, and
/// come in any order. One thread sends and one receives, for as long as it lasts.
/// </summary>
internal sealed class PacketSession : IDisposable
{
    private const uint ProtocolVersion = 3;

    // The most that OpenSSH's server sends or takes.
    private const uint LargestPacket = 256 * 1024;

    private readonly object _gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> _outgoing = new();
    private readonly Dictionary<uint, TaskCompletionSource<Packet>> _waiting = [];
    private readonly HashSet<string> _extensions = new(StringComparer.Ordinal);
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private uint _number;
    private int _users;
    private Exception? _failure;

    private PacketSession(Stream input, Stream output, TimeSpan patience, TimeProvider time)
    {
        _input = input;
        _output = output;
        _patience = patience;
        _time = time;
    }

    public bool IsOpen
    {
        get
        {
            lock (_gate)
            {
                return _failure is null;
            }
        }
    }

    /// <summary>Whether anything is open or under way.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0 || _users > 0;
            }
        }
    }

    /// <summary>Notes that somebody holds something open, so that the conversation does not count as idle, or no longer does.</summary>
    public void Hold(bool begins)
    {
        lock (_gate)
        {
            _users += begins ? 1 : -1;
        }
    }

    /// <summary>Agrees on the version, and begins. Blocks for a round trip.</summary>
    /// <param name="input">Where the server reads.</param>
    /// <param name="output">Where it writes.</param>
    /// <param name="patience">How long an answer may take.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InvalidDataException">What answers does not speak this version.</exception>
    public static PacketSession Open(Stream input, Stream output, TimeSpan patience, TimeProvider time)
    {
        PacketSession session = new(input, output, patience, time);
        input.Write([0, 0, 0, 5, (byte)PacketType.Init, 0, 0, 0, (byte)ProtocolVersion]);
        input.Flush();
        using (Packet version = session.Receive(hasNumber: false, out _))
        {
            PacketReader reader = version.Read(PacketType.Version);
            if (reader.ReadUInt32() != ProtocolVersion)
            {
                throw new InvalidDataException("The server speaks another version of SFTP.");
            }

            while (!reader.IsAtEnd)
            {
                session._extensions.Add(reader.ReadText());
                reader.ReadBytes();
            }
        }

        BlockingThreads.Start(() => session.Guarded(session.RunSender), "orbit-ssh-packets-out");
        BlockingThreads.Start(() => session.Guarded(session.RunReceiver), "orbit-ssh-packets-in");
        return session;
    }

    public bool Has(string extension) => _extensions.Contains(extension);

    /// <summary>Asks; the answer is the caller's to dispose.</summary>
    /// <param name="type">The question.</param>
    /// <param name="fill">Adds its fields.</param>
    /// <exception cref="SshConnectionException">The conversation is over.</exception>
    /// <exception cref="SshOperationTimeoutException">No answer came in time.</exception>
    public async Task<Packet> AskAsync(PacketType type, Action<PacketWriter> fill)
    {
        TaskCompletionSource<Packet> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_failure is not null)
            {
                throw Over(_failure);
            }

            uint number = ++_number;
            PacketWriter writer = new(type, number);
            fill(writer);
            _waiting.Add(number, answer);
            _outgoing.Enqueue(writer.Complete());
            Monitor.Pulse(_gate);
        }

        try
        {
            return await answer.Task.WaitAsync(_patience, _time).ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            SshOperationTimeoutException failure = new("The server's program did not answer in time.", late);
            Fail(failure);
            throw failure;
        }
    }

    /// <summary>Ends it; questions under way fail.</summary>
    public void Dispose() => Fail(new ObjectDisposedException(nameof(PacketSession)));

    private static SshConnectionException Over(Exception cause) => new($"The conversation with the server's program is over: {cause.Message}", cause);

    private void RunSender()
    {
        while (true)
        {
            ReadOnlyMemory<byte> next;
            lock (_gate)
            {
                while (_outgoing.Count == 0 && _failure is null)
                {
                    Monitor.Wait(_gate);
                }

                if (_failure is not null)
                {
                    return;
                }

                next = _outgoing.Dequeue();
            }

            _input.Write(next.Span);
            _input.Flush();
        }
    }

    private void RunReceiver()
    {
        while (true)
        {
            Packet packet = Receive(hasNumber: true, out uint number);
            TaskCompletionSource<Packet>? answered;
            lock (_gate)
            {
                _waiting.Remove(number, out answered);
            }

            if (answered?.TrySetResult(packet) != true)
            {
                packet.Dispose();
                throw new InvalidDataException("The server answers what was not asked.");
            }
        }
    }

    private Packet Receive(bool hasNumber, out uint number)
    {
        int overhead = hasNumber ? 1 + sizeof(uint) : 1;
        Span<byte> head = stackalloc byte[sizeof(uint)];
        _output.ReadExactly(head);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (length < overhead || length > LargestPacket)
        {
            throw new InvalidDataException($"What the server sends is no packet of SFTP, or one of {length} bytes.");
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent((int)length);
        _output.ReadExactly(bytes, 0, (int)length);
        number = hasNumber ? BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)) : 0;
        return new Packet((PacketType)bytes[0], bytes, overhead, (int)length - overhead);
    }

    private void Guarded(Action work)
    {
        try
        {
            work();
        }
#pragma warning disable CA1031 // Nobody else could catch it, and it would end the process.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(failure);
        }
    }

    private void Fail(Exception failure)
    {
        TaskCompletionSource<Packet>[] waiting;
        lock (_gate)
        {
            _failure ??= failure;
            waiting = [.. _waiting.Values];
            _waiting.Clear();
            Monitor.PulseAll(_gate);
        }

        foreach (TaskCompletionSource<Packet> one in waiting)
        {
            one.TrySetException(Over(failure));
        }
    }
}
