namespace Orbit.Storage.Testing.Faults;

/// <summary>A call that a double sees: on the interface, where it decorates a backend, or at a port, where it is one.</summary>
public enum StorageCall
{
    /// <summary>A stat.</summary>
    Stat = 0,

    /// <summary>A listing, seen on the interface. A decorator sees its entries as <see cref="ReadPage"/>, one each.</summary>
    List,

    /// <summary>One page of a listing, seen at the port.</summary>
    ReadPage,

    /// <summary>Opening an object to read it in order, seen on the interface.</summary>
    OpenRead,

    /// <summary>Opening an object for ranges.</summary>
    OpenRanges,

    /// <summary>One range of an object.</summary>
    OpenRange,

    /// <summary>A write, seen on the interface.</summary>
    Write,

    /// <summary>Opening a sink, seen at the port.</summary>
    OpenSink,

    /// <summary>A write in one request, seen at the port.</summary>
    WriteWhole,

    /// <summary>The start of a write in parts, seen at the port.</summary>
    BeginParts,

    /// <summary>One part, seen at the port.</summary>
    WritePart,

    /// <summary>The end of a write in parts, seen at the port.</summary>
    CompleteParts,

    /// <summary>Tidying up after a failed write, seen at the port.</summary>
    AbortParts,

    /// <summary>Deleting one entry or one tree.</summary>
    Delete,

    /// <summary>Deleting many: on the interface the whole call, at the port one request.</summary>
    DeleteMany,

    /// <summary>Making a directory.</summary>
    CreateDirectory,

    /// <summary>A rename.</summary>
    Rename,

    /// <summary>A copy.</summary>
    Copy,

    /// <summary>Changing attributes.</summary>
    SetAttributes,

    /// <summary>Reading attributes.</summary>
    GetAttributes,

    /// <summary>Taking up a write in parts that was interrupted, seen at the port.</summary>
    ResumeParts,
}
