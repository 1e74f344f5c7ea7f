using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging.Abstractions;
using Orbit.Storage.Testing.Decorators;

namespace Orbit.Storage.Tests.Decorators;

public sealed class ForwardingTests
{
    private static readonly object[] Views =
    [
        Case("WithLogging", inner => inner.WithLogging(NullLogger.Instance)),
        Case("WithConcurrencyLimit", inner => inner.WithConcurrencyLimit(1)),
        Case("WithBandwidthLimit", inner => inner.WithBandwidthLimit(64 * 1024 * 1024)),
        Case("WithBandwidthLimiter", inner => inner.WithBandwidthLimiter(new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 100 }))),
    ];

    [TestCaseSource(nameof(Views))]
    public Task ForwardsEveryMember(Func<IStorageBackend, IStorageBackend> decorate) => DecoratorAssert.ForwardsEveryMemberAsync(decorate);

    private static TestCaseData Case(string name, Func<IStorageBackend, IStorageBackend> decorate) => new TestCaseData(decorate).SetName(name);
}
