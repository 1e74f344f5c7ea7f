using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>One request of a compound, after the one that opens its file.</summary>
internal abstract class CompoundStep
{
    public abstract int Size { get; }

    public abstract int Payload { get; }

    /// <summary>Adds it to a frame, on the file of the request before.</summary>
    public abstract void AddTo(RequestFrame frame, RequestTarget target);

    /// <summary>Sends it alone.</summary>
    public abstract ValueTask<SmbReply> SendAsync(SmbShare share, FileId file, CancellationToken cancellationToken);

    public static CompoundStep Of<T>(T body)
        where T : struct, IFileRequestBody<T> => new Step<T>(body);

    private sealed class Step<T>(T body) : CompoundStep
        where T : struct, IFileRequestBody<T>
    {
        public override int Size => RequestFrame.SizeOf(body);

        public override int Payload => body.Payload;

        public override void AddTo(RequestFrame frame, RequestTarget target) => frame.Add(body.On(FileId.OfCompound), target.SessionId, target.TreeId, isRelated: true);

        public override ValueTask<SmbReply> SendAsync(SmbShare share, FileId file, CancellationToken cancellationToken) =>
            share.Connection.CallAsync(body.On(file), share.Target(), cancellationToken);
    }
}
