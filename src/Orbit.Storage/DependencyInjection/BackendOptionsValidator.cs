using Microsoft.Extensions.Options;

namespace Orbit.Storage.DependencyInjection;

/// <summary>Lets the options of one backend judge themselves, and says in each complaint whose they are.</summary>
internal sealed class BackendOptionsValidator<TOptions>(string backend, string? section) : IValidateOptions<TOptions>
    where TOptions : StorageBackendOptions
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        if (name != backend)
        {
            return ValidateOptionsResult.Skip;
        }

        string origin = section is null ? "" : $" (configuration section '{section}')";
        string[] problems = [.. options.Validate().Select(problem => $"Storage backend '{backend}'{origin}: {problem}")];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
