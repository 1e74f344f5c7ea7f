using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>Asks again, signed, what was agreed unsigned, so that nobody between could have talked both sides down (MS-SMB2 section 3.2.5.5). 3.1.1 needs it not: its keys hang on what was agreed.</summary>
internal static class NegotiationCheck
{
    private const uint InvalidDeviceRequest = 0xC0000010;

    public static async Task RunAsync(SmbShare share, CancellationToken cancellationToken)
    {
        NegotiatedTerms terms = share.Session.Terms;
        if (terms.Dialect == SmbDialect.Smb311 || !share.Session.CanSign)
        {
            return;
        }

        IoctlRequest request = new()
        {
            File = FileId.OfCompound,
            Code = IoctlRequest.ValidateNegotiate,
            Input = ValidateNegotiate.Write(terms.Offer),
            MaxOutput = ValidateNegotiate.ResponseLength,
        };
        using SmbReply reply = await share.Connection.CallAsync(request, share.Target(isSigned: true), cancellationToken).ConfigureAwait(false);

        // Servers older than the question say so, and sign it.
        if (terms.Dialect == SmbDialect.Smb21 && (reply.Status is NtStatus.NotSupported or NtStatus.FileClosed or InvalidDeviceRequest))
        {
            return;
        }

        bool isSame = ValidateNegotiate.IsSame(IoctlResponse.Read(reply.Checked().Message).Output, terms.ServerCapabilities, terms.ServerGuid, terms.ServerMode, terms.Dialect);
        if (!isSame)
        {
            throw new RefusedServerException("the server says that it agreed to something else than what arrived: somebody on the way changed it.");
        }
    }
}
