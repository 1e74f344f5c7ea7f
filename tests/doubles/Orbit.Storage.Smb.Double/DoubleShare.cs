using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Double;

/// <summary>Answers requests on the share's files, as far as a client of files needs.</summary>
internal sealed class DoubleShare(SmbDouble server)
{
    private const uint DirectoryBit = 0x10;
    private const uint FileBit = 0x20;

    private readonly ConcurrentDictionary<FileId, DoubleOpen> _open = new();

    /// <summary>The answer to TREE_CONNECT.</summary>
    public static byte[] Describe(bool isEncrypted)
    {
        byte[] body = new byte[16];
        body[0] = 16;
        body[2] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(4), isEncrypted ? 0x8000u : 0);
        return body;
    }

    /// <summary>The answer to IOCTL.</summary>
    public static byte[] ControlBody(uint code, byte[] output)
    {
        byte[] body = new byte[48 + output.Length];
        body[0] = 49;
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(4), code);
        body.AsSpan(8, FileId.Length).Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(32), SmbHeader.Length + 48);
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(36), (uint)output.Length);
        output.CopyTo(body, 48);
        return body;
    }

    /// <param name="request">What is asked.</param>
    /// <param name="reply">Receives the answer.</param>
    /// <param name="current">The file of the compound.</param>
    public void Answer(DoubleRequest request, DoubleReply reply, ref FileId current)
    {
        if (request.Command == SmbCommand.Create)
        {
            current = Create(request, reply);
            return;
        }

        FileId id = request.FileId(request.Command switch
        {
            SmbCommand.Read or SmbCommand.Write or SmbCommand.SetInfo => 16,
            SmbCommand.QueryInfo => 24,
            _ => 8,
        });
        id = current = id == FileId.OfCompound ? current : id;
        if (!_open.TryGetValue(id, out DoubleOpen? open))
        {
            reply.Fail(NtStatus.FileClosed);
            return;
        }

        switch (request.Command)
        {
            case SmbCommand.Close:
                _open.TryRemove(id, out _);
                reply.Body = Fixed(60, 60, DescribeAt(8, open));
                if (open.IsDeleting)
                {
                    server.Files.TryRemove(open.Path, out _);
                }

                break;
            case SmbCommand.Read:
                Read(request, reply, open);
                break;
            case SmbCommand.Write:
                byte[] content = request.Buffer(request.UInt16(2), request.UInt32(4));
                open.File.Write(request.UInt64(8), content);
                reply.Body = Fixed(17, 16, body => BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(4), (uint)content.Length));
                break;
            case SmbCommand.QueryInfo when request.Message[SmbHeader.Length + 3] != NetworkOpenInformation.Class:
                reply.Fail(NtStatus.NotSupported);
                break;
            case SmbCommand.QueryInfo:
                byte[] information = Fixed(0, 56, DescribeAt(0, open));
                BinaryPrimitives.WriteUInt32LittleEndian(information.AsSpan(48), AttributesOf(open));
                reply.Body = Buffer(information);
                break;
            case SmbCommand.QueryDirectory:
                List(reply, open);
                break;
            case SmbCommand.SetInfo:
                Set(request, reply, open);
                break;
            default:
                reply.Fail(NtStatus.NotSupported);
                break;
        }
    }

    private static Action<byte[]> DescribeAt(int at, DoubleOpen open) => body =>
    {
        BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(at + 16), 0x01D0_AECB_ADF5_A1A1);
        BinaryPrimitives.WriteInt64LittleEndian(body.AsSpan(at + 40), open.File.Content.Length);
    };

    private static uint AttributesOf(DoubleOpen open) => open.IsDirectory ? DirectoryBit : FileBit;

    private static byte[] Fixed(ushort structureSize, int length, Action<byte[]> fill)
    {
        byte[] body = new byte[length];
        fill(body);
        if (structureSize > 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(body, structureSize);
        }

        return body;
    }

    private static byte[] Buffer(byte[] data)
    {
        byte[] body = new byte[8 + data.Length];
        body[0] = 9;
        body[2] = SmbHeader.Length + 8;
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(4), (uint)data.Length);
        data.CopyTo(body, 8);
        return body;
    }

    private FileId Create(DoubleRequest request, DoubleReply reply)
    {
        string path = request.Text(request.UInt16(44), request.UInt16(46));
        CreateDisposition disposition = (CreateDisposition)request.UInt32(36);
        bool isDirectory = path.Length == 0 || ((CreateChoices)request.UInt32(40)).HasFlag(CreateChoices.Directory);
        bool isNew = !isDirectory && !server.Files.ContainsKey(path);
        if (isNew ? disposition == CreateDisposition.Open : !isDirectory && disposition == CreateDisposition.Create)
        {
            reply.Fail(isNew ? NtStatus.ObjectNameNotFound : NtStatus.ObjectNameCollision);
            return FileId.OfCompound;
        }

        DoubleOpen open = new(path, isDirectory ? new DoubleFile() : server.Files.GetOrAdd(path, static _ => new DoubleFile()), isDirectory);
        FileId id = new(server.NextId(), server.NextId());
        _open[id] = open;
        reply.Body = Fixed(89, 88, body =>
        {
            BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(4), isNew ? 2u : 1u);
            DescribeAt(8, open)(body);
            BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(56), AttributesOf(open));
            id.Write(body.AsSpan(64));
        });
        return id;
    }

    private static void Read(DoubleRequest request, DoubleReply reply, DoubleOpen open)
    {
        byte[] bytes = open.File.Read(request.UInt64(8), request.UInt32(4));
        if (bytes.Length == 0)
        {
            reply.Fail(NtStatus.EndOfFile);
            return;
        }

        byte[] body = new byte[16 + bytes.Length];
        body[0] = 17;
        body[2] = SmbHeader.Length + 16;
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(4), (uint)bytes.Length);
        bytes.CopyTo(body, 16);
        reply.Body = body;
    }

    private void List(DoubleReply reply, DoubleOpen open)
    {
        if (open.IsListed)
        {
            reply.Fail(NtStatus.NoMoreFiles);
            return;
        }

        open.IsListed = true;
        List<byte> entries = [];
        string[] names = [.. server.Files.Keys.Order(StringComparer.Ordinal)];
        for (int i = 0; i < names.Length; i++)
        {
            byte[] name = Encoding.Unicode.GetBytes(names[i]);
            byte[] entry = new byte[NegotiateContext.Align(68 + name.Length)];
            BinaryPrimitives.WriteInt32LittleEndian(entry, i == names.Length - 1 ? 0 : entry.Length);
            BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(40), server.Files[names[i]].Content.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(56), FileBit);
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(60), name.Length);
            name.CopyTo(entry, 68);
            entries.AddRange(entry);
        }

        if (entries.Count == 0)
        {
            reply.Fail(NtStatus.NoSuchFile);
            return;
        }

        reply.Body = Buffer([.. entries]);
    }

    private void Set(DoubleRequest request, DoubleReply reply, DoubleOpen open)
    {
        byte[] information = request.Buffer(request.UInt16(8), request.UInt32(4));
        reply.Body = [2, 0];
        switch (request.Message[SmbHeader.Length + 3])
        {
            case 10:
                string path = Encoding.Unicode.GetString(information, 20, BinaryPrimitives.ReadInt32LittleEndian(information.AsSpan(16)));
                if (information[0] == 0 && server.Files.ContainsKey(path))
                {
                    reply.Fail(NtStatus.ObjectNameCollision);
                    return;
                }

                server.Files.TryRemove(open.Path, out _);
                server.Files[path] = open.File;
                open.Path = path;
                break;
            case 13:
                open.IsDeleting = information[0] != 0;
                break;
            case 20:
                open.File.Resize((int)BinaryPrimitives.ReadInt64LittleEndian(information));
                break;
        }
    }
}
