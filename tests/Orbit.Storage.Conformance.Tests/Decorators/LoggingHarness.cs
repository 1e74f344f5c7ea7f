using Microsoft.Extensions.Logging.Abstractions;
using Orbit.Storage.Conformance.Tests.Memory;

namespace Orbit.Storage.Conformance.Tests.Decorators;

public sealed class LoggingHarness : DecoratedHarness<FlatMemoryHarness>
{
    protected override Task<IStorageBackend> DecorateAsync(IStorageBackend backend) => Task.FromResult(backend.WithLogging(NullLogger.Instance));
}
