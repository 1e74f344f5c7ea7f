using Orbit.Storage.Resilience;

namespace Orbit.Storage.DependencyInjection;

/// <summary>Reads the settings that every backend has.</summary>
public static class StorageSettingsExtensions
{
    /// <summary>Sets what is given of <see cref="StorageBackendOptions"/>, and leaves the rest.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="options">What they are put into.</param>
    public static void ReadCommon(this StorageSettings settings, StorageBackendOptions options)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(options);
        options.PartSize = settings.GetInt64("PartSize") ?? options.PartSize;
        options.Concurrency = settings.GetInt32("Concurrency") ?? options.Concurrency;

        RetryOptions retry = options.Retry;
        retry.MaxAttempts = settings.GetInt32("Retry:MaxAttempts") ?? retry.MaxAttempts;
        retry.BaseDelay = settings.GetDuration("Retry:BaseDelay") ?? retry.BaseDelay;
        retry.MaxDelay = settings.GetDuration("Retry:MaxDelay") ?? retry.MaxDelay;
        retry.MaxElapsed = settings.GetDuration("Retry:MaxElapsed") ?? retry.MaxElapsed;

        DeadlineOptions deadlines = options.Deadlines;
        deadlines.Connect = settings.GetDuration("Deadlines:Connect") ?? deadlines.Connect;
        deadlines.FirstByte = settings.GetDuration("Deadlines:FirstByte") ?? deadlines.FirstByte;
        deadlines.Idle = settings.GetDuration("Deadlines:Idle") ?? deadlines.Idle;
        deadlines.Operation = settings.GetDuration("Deadlines:Operation") ?? deadlines.Operation;
        deadlines.Complete = settings.GetDuration("Deadlines:Complete") ?? deadlines.Complete;
        deadlines.Abort = settings.GetDuration("Deadlines:Abort") ?? deadlines.Abort;
        deadlines.MinimumBytesPerSecond = settings.GetInt64("Deadlines:MinimumBytesPerSecond") ?? deadlines.MinimumBytesPerSecond;
        deadlines.ThroughputWindow = settings.GetDuration("Deadlines:ThroughputWindow") ?? deadlines.ThroughputWindow;
    }
}
