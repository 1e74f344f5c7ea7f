using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>
/// Holds a part that is larger than the byte budget allows in a temporary file, behind a copy buffer. A part that turns out to fit the
/// copy buffer never reaches the disk.
/// </summary>
internal sealed class SpooledPartStore(SlabChain buffer, PartMemory memory, string? directory) : PartStore
{
    private SlabChain? _buffer = buffer;
    private SpoolFile? _file;

    public override long Length => (_file?.Length ?? 0) + (_buffer?.Length ?? 0);

    public override long Room => _buffer!.Capacity - _buffer.Length;

    public override async ValueTask MakeRoomAsync(CancellationToken cancellationToken)
    {
        _file ??= new SpoolFile(directory);
        await _file.AppendAsync(_buffer!.Bytes, cancellationToken).ConfigureAwait(false);
        _buffer.Clear();
    }

    public override async ValueTask<PartContent> SealAsync(int index, long offset, uint? crc32, CancellationToken cancellationToken)
    {
        if (_file is null)
        {
            return new MemoryPartContent(index, offset, _buffer!.Bytes) { Crc32 = crc32 };
        }

        await MakeRoomAsync(cancellationToken).ConfigureAwait(false);
        ReturnBuffer();
        return new SpooledPartContent(index, offset, _file) { Crc32 = crc32 };
    }

    protected override Memory<byte> GetMemory() => _buffer!.GetMemory();

    protected override void Advance(int count) => _buffer!.Advance(count);

    protected override void Release()
    {
        ReturnBuffer();
        _file?.Dispose();
    }

    private void ReturnBuffer()
    {
        if (_buffer is not null)
        {
            memory.Return(_buffer);
            _buffer = null;
        }
    }
}
