namespace Orbit.Storage.Testing;

/// <summary>For harnesses: makes stores with little room, so that what happens when it runs out can be seen.</summary>
public interface ILimitedSpace
{
    /// <summary>About how many bytes of content the store has room for; 1 MiB to 4 MiB makes quick tests.</summary>
    long Capacity { get; }
}
