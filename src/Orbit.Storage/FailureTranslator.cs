using System.Diagnostics.CodeAnalysis;
using Orbit.Storage.Diagnostics;

namespace Orbit.Storage;

/// <summary>
/// Makes every failure of a backend the one exception that users see, with backend, operation and path. Arguments' mistakes, cancellation and
/// misuse pass as they are.
/// </summary>
internal sealed class FailureTranslator(StorageBackend backend, string operation, StoragePath path)
{
    public string Operation => operation;

    public StoragePath Path => path;

    public string Backend => backend.Name;

    /// <summary>Translates a failure.</summary>
    /// <returns>False where the exception is to be left as it is.</returns>
    public bool TryTranslate(Exception failure, [NotNullWhen(true)] out StorageException? translated)
    {
        translated = failure switch
        {
            StorageException { Backend: not null } or ArgumentException or OperationCanceledException or ObjectDisposedException => null,
            StorageException known => Complete(known),
            _ when backend.Classify(failure) is { } fault => Describe(fault, failure),
            IOException or UnauthorizedAccessException or TimeoutException => Describe(new StorageFault(StorageErrorKind.Other, failure.Message), failure),
            _ => null,
        };
        if (translated is not null)
        {
            backend.Log.OperationFailed(backend.Name, operation, path, translated.Kind);
        }

        return translated is not null;
    }

    /// <summary>The exception for a fault that the core itself found.</summary>
    public StorageException Refuse(StorageFault fault, Exception? cause = null) => Describe(fault, cause);

    /// <summary>The same for whoever stands outside a backend and has its contract alone.</summary>
    public static StorageException Refuse(IStorageBackend backend, string operation, StoragePath path, StorageFault fault) =>
        Describe(backend, operation, path, fault, null);

    // What was repeated further in stays so, or it would be repeated again further out.
    private StorageException Complete(StorageException known)
    {
        StorageFault fault = new(known.Kind, known.Detail)
        {
            IsTransient = known.IsTransient,
            RetryAfter = known.RetryAfter,
            ServerCode = known.ServerCode,
            RequestId = known.RequestId,
        };
        StorageException complete = Describe(fault, known.InnerException);
        complete.Attempts = known.Attempts;
        complete.Elapsed = known.Elapsed;
        return complete;
    }

    private StorageException Describe(StorageFault fault, Exception? cause) => Describe(backend, operation, path, fault, cause);

    private static StorageException Describe(IStorageBackend backend, string operation, StoragePath path, StorageFault fault, Exception? cause)
    {
        StorageFault worded = new(fault.Kind, $"{backend.Name}: cannot {operation} '{StoragePathSyntax.Printable(path.ToString())}': {fault.Detail}")
        {
            IsTransient = fault.IsTransient,
            RetryAfter = fault.RetryAfter,
            ServerCode = fault.ServerCode,
            RequestId = fault.RequestId,
        };
        return new StorageException(worded, cause) { Backend = backend.Name, Operation = operation, Path = path };
    }
}
