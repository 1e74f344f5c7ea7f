using System.Buffers;
using System.Diagnostics;
using NUnit.Framework;

namespace Orbit.Storage.Testing.Leaks;

/// <summary>
/// A pool for tests. It knows who rented each buffer that is still out, who returned one twice, and, since returned buffers are filled with
/// a poison, who wrote to one after its return; who reads from one sees the poison instead of content.
/// </summary>
/// <remarks>Give it to <see cref="Resilience.TransferMemory"/>, and call <see cref="AssertClean"/> when all work has ended.</remarks>
public sealed class LeakTrackingMemoryPool : MemoryPool<byte>
{
    /// <summary>What returned buffers are filled with.</summary>
    public const byte Poison = 0xDD;

    private readonly object _gate = new();
    private readonly HashSet<TrackedBuffer> _outstanding = [];
    private readonly Dictionary<int, Stack<byte[]>> _free = [];
    private readonly List<string> _violations = [];

    /// <inheritdoc/>
    public override int MaxBufferSize => Array.MaxLength;

    /// <summary>How many buffers are out.</summary>
    public int Outstanding
    {
        get
        {
            lock (_gate)
            {
                return _outstanding.Count;
            }
        }
    }

    /// <summary>The most buffers that were out at once.</summary>
    public int PeakOutstanding { get; private set; }

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, MaxBufferSize);
        int size = minBufferSize <= 0 ? 4096 : minBufferSize;
        lock (_gate)
        {
            byte[]? bytes = null;
            if (_free.TryGetValue(size, out Stack<byte[]>? free) && free.TryPop(out bytes))
            {
                CheckPoison(bytes);
            }

            TrackedBuffer buffer = new(this, bytes ?? new byte[size], new StackTrace(skipFrames: 1, fNeedFileInfo: false));
            _outstanding.Add(buffer);
            PeakOutstanding = Math.Max(PeakOutstanding, _outstanding.Count);
            return buffer;
        }
    }

    /// <summary>Fails where a buffer is still out, was returned twice, or was used after its return; the message says by whom.</summary>
    public void AssertClean()
    {
        string[] problems;
        lock (_gate)
        {
            foreach (byte[] bytes in _free.Values.SelectMany(free => free))
            {
                CheckPoison(bytes);
            }

            problems = [.. _violations, .. _outstanding.Select(buffer => $"A buffer of {buffer.Length} bytes was never returned. It was rented by{Environment.NewLine}{buffer.Renter}")];
        }

        Assert.That(problems, Is.Empty, string.Join(Environment.NewLine, problems.Take(3)));
    }

    internal void Return(TrackedBuffer buffer, byte[] bytes)
    {
        lock (_gate)
        {
            if (!_outstanding.Remove(buffer))
            {
                _violations.Add($"A buffer was returned twice. It was rented by{Environment.NewLine}{buffer.Renter}and returned again by{Environment.NewLine}{new StackTrace(2, false)}");
                return;
            }

            bytes.AsSpan().Fill(Poison);
            if (!_free.TryGetValue(bytes.Length, out Stack<byte[]>? free))
            {
                _free.Add(bytes.Length, free = new Stack<byte[]>());
            }

            free.Push(bytes);
        }
    }

    internal void ReportUseAfterReturn(TrackedBuffer buffer)
    {
        lock (_gate)
        {
            _violations.Add($"A buffer was asked for its memory after its return. It was rented by{Environment.NewLine}{buffer.Renter}and asked by{Environment.NewLine}{new StackTrace(2, false)}");
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }

    private void CheckPoison(byte[] bytes)
    {
        int at = bytes.AsSpan().IndexOfAnyExcept(Poison);
        if (at >= 0)
        {
            _violations.Add($"A buffer of {bytes.Length} bytes was written to after its return, at index {at}.");
            bytes.AsSpan().Fill(Poison);
        }
    }
}
