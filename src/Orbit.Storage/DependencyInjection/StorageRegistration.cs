namespace Orbit.Storage.DependencyInjection;

/// <summary>One backend that was registered, for those who need all of them.</summary>
internal sealed class StorageRegistration(string name)
{
    public string Name => name;

    public static string Describe(IEnumerable<StorageRegistration> registrations)
    {
        string names = string.Join(", ", registrations.Select(static registration => $"'{registration.Name}'"));
        return names.Length == 0 ? "no backend is registered" : $"the registered backends are {names}";
    }
}
