using System.Net.Http.Headers;

namespace Orbit.Storage;

/// <summary>Refuses header values that would break a request or be read as something else.</summary>
internal static class ContentHeaders
{
    public static void Validate(string? contentType, params ReadOnlySpan<string?> others)
    {
        if (contentType is not null && !MediaTypeHeaderValue.TryParse(contentType, out _))
        {
            throw new ArgumentException($"ContentType '{StoragePathSyntax.Printable(contentType)}' is not a media type; write it as in 'text/plain; charset=utf-8'.", nameof(contentType));
        }

        foreach (string? value in others)
        {
            if (value is not null && value.AsSpan().ContainsAnyInRange('\0', '\u001f'))
            {
                throw new ArgumentException($"The header value '{StoragePathSyntax.Printable(value)}' holds a control character.", nameof(others));
            }
        }
    }
}
