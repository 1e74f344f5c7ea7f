namespace Orbit.Storage;

/// <summary>What becomes of objects that the target of a tree has already.</summary>
public enum ExistingObjects
{
    /// <summary>They are replaced.</summary>
    Replace = 0,

    /// <summary>They are kept, and reported as <see cref="TreeAction.Skipped"/>. Needs <see cref="StorageCapabilities.ConditionalCreate"/> at the target.</summary>
    Keep,

    /// <summary>They are kept, and each is a failure of kind <see cref="StorageErrorKind.AlreadyExists"/>. Needs <see cref="StorageCapabilities.ConditionalCreate"/> at the target.</summary>
    Fail,
}
