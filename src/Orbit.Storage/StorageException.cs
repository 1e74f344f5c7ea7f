using System.Globalization;

namespace Orbit.Storage;

/// <summary>
/// The one exception of every backend. <see cref="Kind"/> says what went wrong; the message names the backend, the operation and the path.
/// </summary>
/// <remarks>Mistakes in arguments stay <see cref="ArgumentException"/> and cancellation stays <see cref="OperationCanceledException"/>; neither is wrapped.</remarks>
public sealed class StorageException : IOException
{
    /// <summary>Makes an exception of the kind <see cref="StorageErrorKind.Other"/>.</summary>
    public StorageException()
    {
    }

    /// <summary>Makes an exception of the kind <see cref="StorageErrorKind.Other"/>.</summary>
    /// <param name="message">What went wrong.</param>
    public StorageException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception of the kind <see cref="StorageErrorKind.Other"/>.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public StorageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">The same in words, with the remedy.</param>
    public StorageException(StorageErrorKind kind, string message)
        : this(kind, message, null)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">The same in words, with the remedy.</param>
    /// <param name="innerException">The cause.</param>
    public StorageException(StorageErrorKind kind, string message, Exception? innerException)
        : this(new StorageFault(kind, message), innerException)
    {
    }

    /// <summary>Makes an exception of a fault.</summary>
    /// <param name="fault">What the backend made of the failure.</param>
    /// <param name="innerException">The cause.</param>
    public StorageException(StorageFault fault, Exception? innerException)
        : base(fault?.Detail, innerException)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Kind = fault.Kind;
        IsTransient = fault.IsTransient;
        RetryAfter = fault.RetryAfter;
        ServerCode = fault.ServerCode;
        RequestId = fault.RequestId;
    }

    /// <summary>What went wrong.</summary>
    public StorageErrorKind Kind { get; }

    /// <summary>Whether the same call may succeed a little later. Retries that this library made are already behind it, see <see cref="Attempts"/>.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the server asks to wait, where it said so.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The server's own code, where there was an answer.</summary>
    public string? ServerCode { get; }

    /// <summary>The server's name for the request, where it gave one.</summary>
    public string? RequestId { get; }

    /// <summary>The backend's <see cref="IStorageBackend.Name"/>, or null where no backend was reached.</summary>
    public string? Backend { get; init; }

    /// <summary>The operation: "stat", "list", "read", "write", "delete", "create directory", "rename", "copy", "set attributes" or "get attributes".</summary>
    public string? Operation { get; init; }

    /// <summary>The path that the call was about.</summary>
    public StoragePath? Path { get; init; }

    /// <summary>How often the unit of work that failed was tried. At least 1.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>How long those tries took together; zero where there was one.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>The message without the attempts.</summary>
    internal string Detail => base.Message;

    /// <summary>The same failure, of what the caller knows by another path.</summary>
    internal StorageException At(StoragePath path)
    {
        StorageFault fault = new(Kind, Detail) { IsTransient = IsTransient, RetryAfter = RetryAfter, ServerCode = ServerCode, RequestId = RequestId };
        return new StorageException(fault, this) { Backend = Backend, Operation = Operation, Path = path, Attempts = Attempts, Elapsed = Elapsed };
    }

    /// <inheritdoc/>
    public override string Message => Attempts <= 1
        ? base.Message
        : string.Create(CultureInfo.InvariantCulture, $"{base.Message} (gave up after {Attempts} attempts in {Elapsed.TotalSeconds:0.0} s)");
}
