using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local;

/// <summary>The hidden sibling of a write's target.</summary>
internal interface ILocalTemporary : IDisposable
{
    SafeFileHandle Handle { get; }

    /// <summary>Sets space aside, so that a full disk shows before the content is sent.</summary>
    void Preallocate(long length);

    /// <summary>Gives the file its attributes and the target's name, in one step for every reader.</summary>
    /// <param name="length">How long it must be.</param>
    WriteResult Publish(long length);

    /// <summary>Removes the file. Does nothing once it is published.</summary>
    void Remove();
}
