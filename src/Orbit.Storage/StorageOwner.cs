namespace Orbit.Storage;

/// <summary>Who owns an entry on a store with POSIX ownership. Null members are unknown, or, when set, kept as they are.</summary>
public sealed class StorageOwner
{
    /// <summary>The owner's numeric id.</summary>
    public long? UserId { get; init; }

    /// <summary>The group's numeric id.</summary>
    public long? GroupId { get; init; }

    /// <summary>The owner's name, where the store gives it without another call.</summary>
    public string? UserName { get; init; }

    /// <summary>The group's name, where the store gives it without another call.</summary>
    public string? GroupName { get; init; }
}
