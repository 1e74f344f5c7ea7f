using System.Buffers;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>A part whose bytes are in a temporary file that someone else owns.</summary>
internal sealed class SpooledPartContent(int index, long offset, SpoolFile file) : PartContent(index, offset, file.Length)
{
    public override bool TryGetMemory(out ReadOnlySequence<byte> bytes)
    {
        bytes = default;
        return false;
    }

    public override Stream OpenStream() => new SpoolStream(file);
}
