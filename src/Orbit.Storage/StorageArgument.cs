namespace Orbit.Storage;

/// <summary>Words one kind of complaint alike: an option out of its bounds.</summary>
internal static class StorageArgument
{
    public static void Require(bool holds, string paramName, string option, object? value, string bounds)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(paramName, value, $"{option} must be {bounds}.");
        }
    }
}
