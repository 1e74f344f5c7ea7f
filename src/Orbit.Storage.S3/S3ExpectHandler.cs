namespace Orbit.Storage.S3;

/// <summary>
/// Sends <c>Expect: 100-continue</c> (RFC 9110 section 10.1.1) for large bodies alone. It costs a round trip; and after an early refusal of a tiny one,
/// some gateways take its body for the next request on the connection.
/// </summary>
internal sealed class S3ExpectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const long LargeBody = 16L << 20;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.ExpectContinue = request.Content?.Headers.ContentLength > LargeBody;
        return base.SendAsync(request, cancellationToken);
    }
}
