using System.Text;
using Orbit.Storage.DependencyInjection;

namespace Orbit.Cli.Output;

/// <summary>Makes text fit to be shown: without secrets, and without characters that would act on a terminal.</summary>
internal static class Shown
{
    /// <summary>A place, or any other argument, without what may be secret in it.</summary>
    public static string Of(string text) => Printable(text.Contains("://", StringComparison.Ordinal) ? StorageUri.Redact(text) : text);

    /// <summary>A name with its control characters spelled out.</summary>
    public static string Printable(string name)
    {
        if (!name.Any(char.IsControl))
        {
            return name;
        }

        StringBuilder printable = new(name.Length + 8);
        foreach (char character in name)
        {
            _ = char.IsControl(character) ? printable.Append($"\\u{(int)character:x4}") : printable.Append(character);
        }

        return printable.ToString();
    }
}
