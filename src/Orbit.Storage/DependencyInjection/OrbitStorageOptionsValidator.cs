using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.DependencyInjection;

/// <summary>Checks what concerns all backends.</summary>
internal sealed class OrbitStorageOptionsValidator(IEnumerable<StorageRegistration> registrations, IServiceProviderIsService? known = null)
    : IValidateOptions<OrbitStorageOptions>
{
    private const long LeastTransferMemory = 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, OrbitStorageOptions options)
    {
        List<string> problems = [];
        if (options.DefaultBackend is { } wanted && !registrations.Any(registration => registration.Name == wanted))
        {
            problems.Add($"DefaultBackend is '{wanted}', but {StorageRegistration.Describe(registrations)}.");
        }

        if (options.TransferMemory < LeastTransferMemory)
        {
            problems.Add($"TransferMemory is {options.TransferMemory} bytes; it must be at least {LeastTransferMemory} (1 MiB).");
        }

        if (options.TransferMemory is not null && known?.IsService(typeof(TransferMemory)) == true)
        {
            problems.Add("TransferMemory is set, and the container has a TransferMemory of its own; leave one of them out.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(static problem => $"Orbit.Storage: {problem}"));
    }
}
