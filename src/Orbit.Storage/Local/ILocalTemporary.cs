using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local;

/// <summary>The hidden sibling of a write's target.</summary>
internal interface ILocalTemporary : IDisposable
{
    /// <summary>Less is written before the disk could say no, and costs more to set aside than to write.</summary>
    const long WorthPreallocating = 1024 * 1024;

    SafeFileHandle Handle { get; }

    /// <summary>Its name in its directory: what an earlier write leaves to a later one.</summary>
    string Name { get; }

    /// <summary>Sets space aside, so that a full disk shows before the content is sent.</summary>
    void Preallocate(long length);

    /// <summary>Goes on with the file of an earlier write to the same target, and removes its own.</summary>
    /// <param name="name">That file's <see cref="Name"/>.</param>
    /// <returns>False where it is gone, is no ordinary file of its own, may not be read and written, or somebody writes it.</returns>
    bool TryAdopt(string name);

    /// <summary>Removes the file of an earlier write that nobody writes.</summary>
    /// <param name="name">That file's <see cref="Name"/>.</param>
    void Discard(string name);

    /// <summary>Gives the file its attributes and the target's name, in one step for every reader.</summary>
    /// <param name="length">How long it must be; an adopted file may be longer, and is cut.</param>
    WriteResult Publish(long length);

    /// <summary>Removes the file. Does nothing once it is published.</summary>
    void Remove();
}
