using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>One entry of a directory (FileFullDirectoryInformation, MS-FSCC section 2.4.14): the smallest form that tells what kind of reparse point an entry is.</summary>
internal readonly ref struct DirectoryEntry
{
    public const byte InformationClass = 2;

    private const int FixedLength = 68;

    /// <summary>The name, in UTF-16; part of the message.</summary>
    public ReadOnlySpan<byte> NameBytes { get; private init; }

    public FileDescription Description { get; private init; }

    /// <summary>Whether it is the directory itself or the one above, which every listing begins with.</summary>
    public bool IsSelfOrParent => NameBytes is [(byte)'.', 0] or [(byte)'.', 0, (byte)'.', 0];

    /// <summary>Takes the first entry off a list.</summary>
    /// <exception cref="SmbProtocolException">It is malformed.</exception>
    public static DirectoryEntry ReadNext(ref ReadOnlySpan<byte> list)
    {
        if (list.Length < FixedLength)
        {
            throw Malformed();
        }

        uint next = BinaryPrimitives.ReadUInt32LittleEndian(list);
        ReadOnlySpan<byte> entry = next == 0 ? list : next >= FixedLength && next <= list.Length ? list[..(int)next] : throw Malformed();
        uint nameLength = BinaryPrimitives.ReadUInt32LittleEndian(entry[60..]);
        if (nameLength == 0 || nameLength % sizeof(char) != 0 || nameLength > entry.Length - FixedLength)
        {
            throw Malformed();
        }

        FileAttributeBits attributes = (FileAttributeBits)BinaryPrimitives.ReadUInt32LittleEndian(entry[56..]);
        list = next == 0 ? [] : list[(int)next..];
        return new DirectoryEntry
        {
            NameBytes = entry.Slice(FixedLength, (int)nameLength),
            Description = new FileDescription
            {
                Created = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]),
                LastAccessed = BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]),
                LastModified = BinaryPrimitives.ReadUInt64LittleEndian(entry[24..]),
                Changed = BinaryPrimitives.ReadUInt64LittleEndian(entry[32..]),
                Size = BinaryPrimitives.ReadUInt64LittleEndian(entry[40..]),
                Attributes = attributes,

                // The field is the size of the extended attributes unless the entry is a reparse point (section 2.4.14).
                ReparseTag = attributes.HasFlag(FileAttributeBits.ReparsePoint) ? BinaryPrimitives.ReadUInt32LittleEndian(entry[64..]) : 0,
            },
        };
    }

    /// <summary>The name as text; lone surrogates stay what they are.</summary>
    public string Name() => WireText.Read(NameBytes);

    private static SmbProtocolException Malformed() => new("An entry of a directory does not lie within the answer.");
}
