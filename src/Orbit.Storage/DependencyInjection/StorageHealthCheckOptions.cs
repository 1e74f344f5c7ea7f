using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orbit.Storage.DependencyInjection;

/// <summary>How the backends of a container are checked.</summary>
public sealed class StorageHealthCheckOptions
{
    /// <summary>How long one check may take, retries included; more than 0. Default: 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What a backend that does not answer is reported as. Default: <see cref="HealthStatus.Unhealthy"/>.</summary>
    public HealthStatus FailureStatus { get; set; } = HealthStatus.Unhealthy;

    /// <summary>The tags of each check. Default: <c>storage</c>.</summary>
    public ISet<string> Tags { get; } = new HashSet<string>(StringComparer.Ordinal) { "storage" };
}
