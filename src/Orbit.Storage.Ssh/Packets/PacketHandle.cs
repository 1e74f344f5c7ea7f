using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh.Packets;

/// <summary>A file or directory that is open on the server. Questions about it are answered in the order in which they are asked, its closing last.</summary>
internal sealed class PacketHandle : IAsyncDisposable
{
    private const uint Reads = 1;
    private const uint Writes = 2;
    private const uint Creates = 8;
    private const uint IsNew = 32;

    private readonly PacketSession _session;
    private readonly byte[] _handle;
    private bool _isClosed;

    private PacketHandle(PacketSession session, byte[] handle)
    {
        _session = session;
        _handle = handle;
        session.Hold(begins: true);
    }

    public static Task<PacketHandle> OpenToReadAsync(PacketSession session, string name) => OpenAsync(session, name, Reads);

    /// <summary>Makes a file where there is none.</summary>
    public static Task<PacketHandle> CreateAsync(PacketSession session, string name) => OpenAsync(session, name, Writes | Creates | IsNew);

    public static async Task<PacketHandle> OpenDirectoryAsync(PacketSession session, string name) =>
        Of(session, await session.AskAsync(PacketType.OpenDirectory, packet => packet.Add(name)).ConfigureAwait(false));

    /// <summary>Asks for more names; <see cref="Packet.IsEnd"/> where there are none.</summary>
    public Task<Packet> ReadDirectoryAsync() => _session.AskAsync(PacketType.ReadDirectory, packet => packet.Add(_handle));

    public async Task<PacketAttributes> StatAsync()
    {
        using Packet answer = await _session.AskAsync(PacketType.FStat, packet => packet.Add(_handle)).ConfigureAwait(false);
        PacketReader reader = answer.Read(PacketType.Attributes);
        return PacketAttributes.Read(ref reader);
    }

    /// <summary>Has the server bring it to stable storage (OpenSSH's PROTOCOL, section 4.6).</summary>
    public async Task SyncAsync()
    {
        using Packet answer = await _session.AskAsync(PacketType.Extended, packet => packet.Add(PacketExtensions.Sync).Add(_handle)).ConfigureAwait(false);
        answer.ThrowIfRefused();
    }

    /// <summary>Has the server copy bytes of this file to the same place of another (draft-ietf-secsh-filexfer-extensions-00 section 7).</summary>
    public async Task CopyToAsync(PacketHandle target, ulong offset, ulong length)
    {
        using Packet answer = await _session.AskAsync(
            PacketType.Extended, packet => packet.Add(PacketExtensions.CopyData).Add(_handle).Add(offset).Add(length).Add(target._handle).Add(offset)).ConfigureAwait(false);
        answer.ThrowIfRefused();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await (_isClosed ? Task.CompletedTask : CloseAsync()).ConfigureAwait(false);
        }
        catch (SshException)
        {
            // The conversation is over, and the handle with it.
        }
    }

    /// <summary>Closes it, and hears whether all that was written arrived.</summary>
    public async Task CloseAsync()
    {
        _isClosed = true;
        _session.Hold(begins: false);
        using Packet answer = await _session.AskAsync(PacketType.Close, packet => packet.Add(_handle)).ConfigureAwait(false);
        answer.ThrowIfRefused();
    }

    private static async Task<PacketHandle> OpenAsync(PacketSession session, string name, uint flags) =>
        Of(session, await session.AskAsync(PacketType.Open, packet => packet.Add(name).Add(flags).Add(0u)).ConfigureAwait(false));

    private static PacketHandle Of(PacketSession session, Packet answer)
    {
        using (answer)
        {
            PacketReader reader = answer.Read(PacketType.Handle);
            return new PacketHandle(session, reader.ReadBytes().ToArray());
        }
    }
}
