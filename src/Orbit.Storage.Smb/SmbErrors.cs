using System.Net.Sockets;
using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb;

/// <summary>Turns the failures of the client and of the network into faults; the only place that says what the server's codes mean to a user (MS-ERREF section 2.3.1).</summary>
internal static class SmbErrors
{
    public static StorageFault? Classify(Exception failure) => failure switch
    {
        SmbStatusException answer => Of(answer),
        RefusedServerException refused => new StorageFault(refused.ConcernsLogon ? StorageErrorKind.AuthenticationFailed : StorageErrorKind.Unsupported, refused.Message),
        ConnectionLostException => new StorageFault(StorageErrorKind.Network, failure.Message),
        CreditShortageException => new StorageFault(StorageErrorKind.Busy, failure.Message),
        SmbProtocolException => new StorageFault(StorageErrorKind.Network, $"the server did not keep to the protocol: {failure.Message}"),
        TimeoutException => new StorageFault(StorageErrorKind.Timeout, failure.Message),
        SocketException => new StorageFault(StorageErrorKind.ConnectionFailed, $"no connection could be made: {failure.Message}"),
        ObjectDisposedException => new StorageFault(StorageErrorKind.Network, "the connection was closed while the call was under way."),
        _ => null,
    };

    /// <summary>Whether nothing is there, or nothing that it could be in.</summary>
    public static bool IsMissing(SmbStatusException answer) => answer.Status is NtStatus.ObjectNameNotFound or NtStatus.ObjectPathNotFound or NtStatus.NoSuchFile or NotADirectoryCode && answer.Command == SmbCommand.Create;

    /// <summary>Whether it is worth a second look: Samba finds nothing for a moment where another file takes the name just then.</summary>
    public static bool MayBeReplaced(SmbStatusException answer) => answer is { Status: NtStatus.ObjectNameNotFound, Command: SmbCommand.Create };

    /// <summary>Whether somebody else has it open and does not share it.</summary>
    public static bool IsInUse(SmbStatusException answer) => answer is { Status: NtStatus.SharingViolation, Command: SmbCommand.Create };

    public static bool IsBeingDeleted(SmbStatusException answer) => answer.Status == DeletePending;

    /// <summary>Whether something else than a directory was asked for, and it is one.</summary>
    public static bool IsOfDirectory(SmbStatusException answer) => answer.Status == IsADirectoryCode;

    /// <summary>Whether the server cannot copy by itself.</summary>
    public static bool IsUnknownRequest(SmbStatusException answer) => answer.Status is NtStatus.NotSupported or InvalidDeviceRequest or NotImplemented;

    /// <summary>Whether the connection is of no use any more.</summary>
    public static bool IsLost(Exception failure) => failure is ConnectionLostException or SmbProtocolException or SocketException;

    public static StorageException AlreadyExists(Exception? cause = null) => new(With(StorageErrorKind.AlreadyExists, Existing, cause), cause);

    public static StorageException IsADirectory(Exception? cause = null) => new(With(StorageErrorKind.IsADirectory, Directory, cause), cause);

    public static StorageException NotADirectory(Exception? cause = null) => new(With(StorageErrorKind.NotADirectory, NeedsDirectory, cause), cause);

    public static StorageException Changed() => new(StorageErrorKind.ObjectChanged, "the file was changed or replaced while it was read; read it again.");

    public static StorageException Cut(long size, long expected) => new(StorageErrorKind.LengthMismatch, $"the file was cut to {size} bytes while it was read; it had {expected}.");

    public static StorageException UploadBroken(Exception cause) => new(
        new StorageFault(StorageErrorKind.Network, "the connection broke in the middle of the write, and what the server has of it is not certain; write again (the target is as it was).") { IsTransient = false }, cause);

    public static StorageException RenameUnknown(Exception cause) => new(StorageErrorKind.OutcomeUnknown, "the connection broke before the server's answer, and what is under both names does not tell whether it was renamed; look, and rename again if need be.", cause);

    public static StorageException ListingBroken(Exception cause) => new(
        new StorageFault(StorageErrorKind.Network, "the connection broke; the listing has shown a part of the directory, begin it again.") { IsTransient = false }, cause);

    private const string Missing = "there is no such file or directory.";
    private const string Existing = "the target exists already; delete it first or choose another name.";
    private const string Directory = "it is a directory; name an object.";
    private const string NeedsDirectory = "a directory is needed where something else is.";
    private const string Denied = "the server refuses it to this user: check the permissions of the file and of the share, whether the file is read-only, and whether somebody has it open.";
    private const string InUse = "somebody else has the file open and does not share it.";
    private const string Full = "the server's disk is full, or the user's quota used up; free some space (the target is as it was).";
    private const string Refused = "the server refuses the name.";
    private const string Unknown = "the server does not know the user, or the password is wrong.";
    private const string Account = "the server knows the user and does not let it in: the account is disabled, locked, expired or restricted, or its password must be changed.";
    private const string NoShare = "the server has no share of that name; correct SmbBackendOptions.Share.";
    private const string TooBusy = "the server is out of resources.";
    private const string Forgotten = "the server has closed the session or the file.";
    private const string CannotDo = "the server cannot do it.";
    private const string Distributed = "the share is part of a distributed file system (DFS) and leads to another server; name the server that holds it.";
    private const string Link = "a symbolic link is in the way and is not followed; name what it leads to.";
    private const string DialectRefused = "the server agrees to none of the versions of the protocol that are allowed; change MinVersion or MaxVersion.";

    private const uint NotImplemented = 0xC0000002;
    private const uint InvalidDeviceRequest = 0xC0000010;
    private const uint DeletePending = 0xC0000056;
    private const uint IsADirectoryCode = 0xC00000BA;
    private const uint NotADirectoryCode = 0xC0000103;

    private static StorageFault Of(SmbStatusException answer) => answer switch
    {
        { Status: NtStatus.NotSupported, Command: SmbCommand.Negotiate } => With(StorageErrorKind.Unsupported, DialectRefused, answer),
        { Status: NtStatus.AccessDenied, Command: SmbCommand.SessionSetup } => With(StorageErrorKind.AuthenticationFailed, Account, answer),
        _ => ByStatus(answer),
    };

    private static StorageFault ByStatus(SmbStatusException answer) => answer.Status switch
    {
        NtStatus.ObjectNameNotFound or NtStatus.ObjectPathNotFound or NtStatus.NoSuchFile => With(StorageErrorKind.NotFound, Missing, answer),
        NtStatus.ObjectNameCollision => With(StorageErrorKind.AlreadyExists, Existing, answer),
        IsADirectoryCode => With(StorageErrorKind.IsADirectory, Directory, answer),
        NotADirectoryCode => With(StorageErrorKind.NotADirectory, NeedsDirectory, answer),
        0xC0000101 => With(StorageErrorKind.DirectoryNotEmpty, "the directory has content, hidden or unlisted entries included; Recursive = true deletes that too.", answer),
        NtStatus.AccessDenied or 0xC0000121 or 0xC00000A2 or 0xC00000CA or 0xC0000061 => With(StorageErrorKind.PermissionDenied, Denied, answer),
        0x8000002D => With(StorageErrorKind.PermissionDenied, Link, answer),
        NtStatus.SharingViolation or 0xC0000054 or 0xC0000055 or DeletePending => With(StorageErrorKind.Busy, InUse, answer),
        0xC000007F or 0xC0000044 or 0xC0000802 => With(StorageErrorKind.QuotaExceeded, Full, answer),
        0xC0000904 => With(StorageErrorKind.TooLarge, "the server's file system cannot hold a file of this size.", answer),
        0xC0000033 or 0xC0000039 or 0xC000003B => With(StorageErrorKind.InvalidPath, Refused, answer),
        0xC0000106 => With(StorageErrorKind.NameTooLong, "the name is longer than the server can hold.", answer),
        NtStatus.BadNetworkName => With(StorageErrorKind.ContainerNotFound, NoShare, answer),
        0xC000006D or 0xC0000064 or 0xC000006A => With(StorageErrorKind.AuthenticationFailed, Unknown, answer),
        0xC000006E or 0xC000006F or 0xC0000070 or 0xC0000071 or 0xC0000072 or 0xC000015B or 0xC0000193 or 0xC0000224 or 0xC0000234 => With(StorageErrorKind.AuthenticationFailed, Account, answer),
        NtStatus.InsufficientResources or 0xC0000205 or 0xC00000D0 or 0xC000011F => With(StorageErrorKind.Busy, TooBusy, answer),
        NtStatus.NetworkSessionExpired or NtStatus.UserSessionDeleted or NtStatus.NetworkNameDeleted or NtStatus.FileClosed => With(StorageErrorKind.Network, Forgotten, answer),
        0xC00000B5 => With(StorageErrorKind.Timeout, "the server gave the request up after some time.", answer),
        NtStatus.NotSupported or InvalidDeviceRequest or NotImplemented => With(StorageErrorKind.Unsupported, CannotDo, answer),
        NtStatus.PathNotCovered => With(StorageErrorKind.Unsupported, Distributed, answer),
        _ => With(StorageErrorKind.Other, "the server refuses it.", answer),
    };

    // The code is in the message as well, since that is what people search for.
    private static StorageFault With(StorageErrorKind kind, string detail, Exception? cause) => cause is SmbStatusException answer
        ? new StorageFault(kind, $"{detail} The server answers {answer.Command} with NTSTATUS 0x{answer.Status:X8}.") { ServerCode = $"0x{answer.Status:X8}" }
        : new StorageFault(kind, detail);
}
