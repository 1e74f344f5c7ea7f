namespace Orbit.Storage.Smb.Connection;

/// <summary>What a request is about, and how it travels.</summary>
/// <param name="SessionId">The session; 0 for none.</param>
/// <param name="TreeId">The share; 0 for none.</param>
/// <param name="IsSealed">Whether it is encrypted.</param>
/// <param name="IsUrgent">Whether it may pass others.</param>
/// <param name="IsSigned">Whether it is signed although others of its session are not.</param>
internal readonly record struct RequestTarget(ulong SessionId, uint TreeId, bool IsSealed, bool IsUrgent = false, bool IsSigned = false);
