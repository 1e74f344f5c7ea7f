using System.Globalization;

namespace Orbit.Storage.S3.Proofs;

/// <summary>
/// Leaves the body of each UploadPart out and says in a header how long it was. All else goes over the wire as it is: the signature, the checksum of the part,
/// its number, the answer. So terabytes are sent in seconds.
/// </summary>
internal sealed class ShortenedHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Put && request.RequestUri!.Query.Contains("partNumber", StringComparison.Ordinal) && request.Content?.Headers.ContentLength is > 0 and { } length)
        {
            request.Headers.TryAddWithoutValidation("x-double-length", length.ToString(CultureInfo.InvariantCulture));
            request.Headers.ExpectContinue = false;
            ByteArrayContent nothing = new([]);
            foreach ((string name, IEnumerable<string> values) in request.Content.Headers)
            {
                if (name != "Content-Length")
                {
                    nothing.Headers.TryAddWithoutValidation(name, values);
                }
            }

            request.Content = nothing;
        }

        return base.SendAsync(request, cancellationToken);
    }
}
