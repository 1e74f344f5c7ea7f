namespace Orbit.Cli;

/// <summary>What was asked for makes no sense; the message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
