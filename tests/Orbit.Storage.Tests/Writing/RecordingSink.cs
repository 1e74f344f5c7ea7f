using System.Buffers;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Writing;

/// <summary>Keeps what it is given, and every call, and can be told to act up at any of them.</summary>
internal sealed class RecordingSink : IPartSink
{
    private readonly object _gate = new();
    private readonly SortedDictionary<int, byte[]> _parts = [];

    public List<string> Calls { get; } = [];

    /// <summary>Runs at each call, with the call's name ("whole", "begin", "part 3", "complete", "abort", "dispose").</summary>
    public Func<string, PartContent?, CancellationToken, Task>? OnCall { get; set; }

    public bool GivesReceipts { get; set; }

    public int UnderWay { get; private set; }

    public int MostUnderWay { get; private set; }

    public byte[]? Published { get; private set; }

    public long? ReportedSize { get; set; }

    public IReadOnlyList<PartReceipt>? Receipts { get; private set; }

    public int PartCount => _parts.Count;

    public IReadOnlyList<int> PartSizes => [.. _parts.Values.Select(part => part.Length)];

    public async Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        await NoteAsync("whole", content, cancellationToken);
        byte[] bytes = await ReadAsync(content, cancellationToken);
        Published = bytes;
        return new WriteResult("object", ReportedSize ?? bytes.Length);
    }

    public Task BeginAsync(CancellationToken cancellationToken) => NoteAsync("begin", null, cancellationToken);

    public async Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            UnderWay++;
            MostUnderWay = Math.Max(MostUnderWay, UnderWay);
        }

        try
        {
            await NoteAsync($"part {part.Index}", part, cancellationToken);
            byte[] bytes = await ReadAsync(part, cancellationToken);
            lock (_gate)
            {
                _parts[part.Index] = bytes;
            }

            return GivesReceipts ? new PartReceipt(part.Index, part.Length) { ETag = $"tag {part.Index}" } : null;
        }
        finally
        {
            lock (_gate)
            {
                UnderWay--;
            }
        }
    }

    public async Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken)
    {
        await NoteAsync("complete", null, cancellationToken);
        Receipts = parts;
        Published = [.. _parts.Values.SelectMany(part => part)];
        return new WriteResult("object", ReportedSize ?? Published.Length);
    }

    public Task AbortAsync(CancellationToken cancellationToken) => NoteAsync("abort", null, cancellationToken);

    public async ValueTask DisposeAsync() => await NoteAsync("dispose", null, default);

    private static async Task<byte[]> ReadAsync(PartContent content, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[content.Length];
        if (content.Index % 2 == 0 && content.TryGetMemory(out ReadOnlySequence<byte> memory))
        {
            memory.CopyTo(bytes);
            return bytes;
        }

        await using Stream stream = content.OpenStream();
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private Task NoteAsync(string call, PartContent? content, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Calls.Add(call);
        }

        return OnCall?.Invoke(call, content, cancellationToken) ?? Task.CompletedTask;
    }
}
