using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Orbit.Storage.Decorators;

namespace Orbit.Storage;

// Views of a backend that do less, or more, than the backend itself.
public static partial class StorageBackendExtensions
{
    // 64 KiB/s, divided among a dozen ranges, is still above the slowest body that counts as healthy; an eighth of 16 GiB fits the limiter's bucket.
    private const long SlowestRate = 64 * 1024;
    private const long FastestRate = 16L * 1024 * 1024 * 1024;

    /// <summary>Makes a view that lets reads through, and refuses every change with <see cref="StorageErrorKind.Unsupported"/> before any I/O.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="leaveOpen">Whether the store stays open when the view is disposed. Default: false.</param>
    public static IStorageBackend AsReadOnly(this IStorageBackend backend, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(backend);
        return new ReadOnlyBackend(backend, leaveOpen);
    }

    /// <summary>Makes a view of what is below a prefix, as a backend whose root it is. Nothing outside can be named through it.</summary>
    /// <remarks>Paths in entries, results and <see cref="StorageException.Path"/> are relative to the prefix; messages name the whole path. The prefix need not exist: a write makes it.</remarks>
    /// <param name="backend">The store.</param>
    /// <param name="prefix">The directory or prefix, by whole segments.</param>
    /// <param name="leaveOpen">Whether the store stays open when the view is disposed. Default: false.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidPath"/> or <see cref="StorageErrorKind.NameTooLong"/>: the store cannot have such a prefix.</exception>
    public static IStorageBackend At(this IStorageBackend backend, StoragePath prefix, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(backend);
        StoragePath trimmed = prefix.EndsWithSeparator ? prefix.Parent : prefix;
        return backend.Capabilities.PathRules.FindFault(trimmed) is { } fault
            ? throw FailureTranslator.Refuse(backend, "open a view of", prefix, fault)
            : new SubPathBackend(backend, trimmed, leaveOpen);
    }

    /// <summary>Makes a view through which the bytes of all objects together, read or written, pass at a limited rate. Other calls pass at once.</summary>
    /// <remarks>The rate holds on average; an eighth of a second's worth, and what one buffer holds, may pass at once. Reading ahead within the window goes on while the consumer is held back.</remarks>
    /// <param name="backend">The store.</param>
    /// <param name="bytesPerSecond">The rate; 65,536 (64 KiB/s) to 17,179,869,184 (16 GiB/s).</param>
    /// <param name="leaveOpen">Whether the store stays open when the view is disposed. Default: false.</param>
    public static IStorageBackend WithBandwidthLimit(this IStorageBackend backend, long bytesPerSecond, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(backend);
        StorageArgument.Require(bytesPerSecond is >= SlowestRate and <= FastestRate, nameof(bytesPerSecond), nameof(bytesPerSecond), bytesPerSecond, "65536 to 17179869184 bytes per second");
        return new BandwidthLimitedBackend(backend, bytesPerSecond, leaveOpen);
    }

    /// <summary>The same with a limiter of one's own, which several backends may share: one permit is one byte.</summary>
    /// <param name="backend">The store.</param>
    /// <param name="limiter">The limiter; it stays the caller's. It should let callers wait: where it refuses, the transfer fails with <see cref="StorageErrorKind.RateLimited"/>.</param>
    /// <param name="leaveOpen">Whether the store stays open when the view is disposed. Default: false.</param>
    public static IStorageBackend WithBandwidthLimiter(this IStorageBackend backend, RateLimiter limiter, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(limiter);
        return new BandwidthLimitedBackend(backend, limiter, leaveOpen);
    }

    /// <summary>
    /// Makes a view that lets at most so many calls that read, and as many that change, be under way at once; the others wait in the order in which they came.
    /// </summary>
    /// <remarks>
    /// A read counts until its content is disposed, a range until its body is; a listing counts while it is being advanced. A program that needs n objects open at
    /// once needs a limit of at least n.
    /// </remarks>
    /// <param name="backend">The store.</param>
    /// <param name="limit">How many; 1 to 65,536.</param>
    /// <param name="leaveOpen">Whether the store stays open when the view is disposed. Default: false.</param>
    public static IStorageBackend WithConcurrencyLimit(this IStorageBackend backend, int limit, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(backend);
        StorageArgument.Require(limit is >= 1 and <= 65_536, nameof(limit), nameof(limit), limit, "1 to 65536");
        return new ConcurrencyLimitedBackend(backend, limit, leaveOpen);
    }

    /// <summary>Makes a view that logs each call when it has ended: operation, path, duration, bytes or entries; failures as warnings with their kind.</summary>
    /// <remarks>Paths are logged; content, metadata and secrets are not. Traces and meters need no view, see <c>Orbit.Storage</c>.</remarks>
    /// <param name="backend">The store.</param>
    /// <param name="logger">The log.</param>
    /// <param name="level">Of what is no failure. Default: <see cref="LogLevel.Information"/>.</param>
    /// <param name="leaveOpen">Whether the store stays open when the view is disposed. Default: false.</param>
    public static IStorageBackend WithLogging(this IStorageBackend backend, ILogger logger, LogLevel level = LogLevel.Information, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(logger);
        return new LoggingBackend(backend, logger, level, leaveOpen);
    }
}
