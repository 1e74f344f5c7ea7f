namespace Orbit.Storage.Smb.Connection;

/// <summary>After which silence the server is asked whether it is there, and after which it is taken for gone.</summary>
internal sealed class LivenessOptions
{
    /// <summary>With requests under way.</summary>
    public TimeSpan AskAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without.</summary>
    public TimeSpan AskIdleAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After it was asked.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(30);
}
