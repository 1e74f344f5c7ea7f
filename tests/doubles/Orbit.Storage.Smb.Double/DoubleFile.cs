namespace Orbit.Storage.Smb.Double;

/// <summary>A file's content.</summary>
internal sealed class DoubleFile
{
    public byte[] Content { get; set; } = [];

    public byte[] Read(ulong offset, uint count) =>
        offset >= (ulong)Content.Length ? [] : Content.AsSpan((int)offset, (int)Math.Min(count, (ulong)Content.Length - offset)).ToArray();

    public void Write(ulong offset, byte[] bytes)
    {
        Resize(Math.Max(Content.Length, (int)offset + bytes.Length));
        bytes.CopyTo(Content, (int)offset);
    }

    public void Resize(int length)
    {
        byte[] content = Content;
        Array.Resize(ref content, length);
        Content = content;
    }
}
