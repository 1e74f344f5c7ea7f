using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Orbit.Storage.S3.Double.Wire;

/// <summary>Checks Signature Version 4, in the header or in the query, against the request as it arrived.</summary>
internal sealed class SignatureVerifier(S3DoubleOptions options)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>Checks the signature, and says what the payload's hash is to be.</summary>
    /// <exception cref="S3Failure">It is missing or wrong.</exception>
    public string Verify(HttpRequest request, RawTarget target, bool isPublic)
    {
        string authorization = request.Headers.Authorization.ToString();
        if (target.Query.ContainsKey("X-Amz-Signature"))
        {
            return VerifyQuery(request, target);
        }

        if (authorization.Length > 0)
        {
            return VerifyHeader(request, target, authorization);
        }

        return isPublic ? "UNSIGNED-PAYLOAD" : throw S3Failure.Denied("The request is not signed.");
    }

    private string VerifyHeader(HttpRequest request, RawTarget target, string authorization)
    {
        if (!authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw S3Failure.BadRequest("InvalidArgument", "Unsupported authorization type.");
        }

        Dictionary<string, string> fields = authorization[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries)
            .Select(field => field.Split('=', 2)).Where(field => field.Length == 2).ToDictionary(field => field[0], field => field[1]);
        string payload = request.Headers["x-amz-content-sha256"].ToString();
        if (payload.Length == 0)
        {
            throw S3Failure.BadRequest("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        }

        DateTimeOffset date = ParseDate(request.Headers["x-amz-date"].ToString());
        if ((DateTimeOffset.UtcNow - date).Duration() > Skew)
        {
            throw new S3Failure(System.Net.HttpStatusCode.Forbidden, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");
        }

        string[] signed = Required(fields, "SignedHeaders").Split(';');
        RequireSigned(request, signed);
        Compare(request, target, Required(fields, "Credential"), signed, date, payload, Required(fields, "Signature"));
        return payload;
    }

    private string VerifyQuery(HttpRequest request, RawTarget target)
    {
        IReadOnlyDictionary<string, string> query = target.Query;
        if (Required(query, "X-Amz-Algorithm") != Algorithm)
        {
            throw S3Failure.BadRequest("AuthorizationQueryParametersError", "X-Amz-Algorithm only supports AWS4-HMAC-SHA256.");
        }

        DateTimeOffset date = ParseDate(Required(query, "X-Amz-Date"));
        int seconds = int.Parse(Required(query, "X-Amz-Expires"), CultureInfo.InvariantCulture);
        if (seconds is < 1 or > 604_800)
        {
            throw S3Failure.BadRequest("AuthorizationQueryParametersError", "X-Amz-Expires must be between 1 and 604800.");
        }

        if (DateTimeOffset.UtcNow > date.AddSeconds(seconds) || date > DateTimeOffset.UtcNow + Skew)
        {
            throw S3Failure.Denied("Request has expired");
        }

        string[] signed = Required(query, "X-Amz-SignedHeaders").Split(';');
        RequireSigned(request, signed);
        Compare(request, target, Required(query, "X-Amz-Credential"), signed, date, "UNSIGNED-PAYLOAD", Required(query, "X-Amz-Signature"));
        return "UNSIGNED-PAYLOAD";
    }

    // S3 refuses headers of its own that nobody signed: someone on the way could have added them.
    private static void RequireSigned(HttpRequest request, string[] signed)
    {
        if (!signed.Contains("host"))
        {
            throw S3Failure.Denied("The header 'host' is not signed.");
        }

        foreach (string name in request.Headers.Keys.Select(key => key.ToLowerInvariant()))
        {
            if ((name.StartsWith("x-amz-", StringComparison.Ordinal) || name == "content-md5") && !signed.Contains(name))
            {
                throw S3Failure.Denied($"There were headers present in the request which were not signed: {name}");
            }
        }
    }

    private void Compare(HttpRequest request, RawTarget target, string credential, string[] signed, DateTimeOffset date, string payload, string signature)
    {
        string day = date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        string scope = $"{day}/{options.Region}/s3/aws4_request";
        string[] parts = credential.Split('/', 2);
        if (parts[0] != options.AccessKey)
        {
            throw new S3Failure(System.Net.HttpStatusCode.Forbidden, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
        }

        if (parts.Length < 2 || parts[1] != scope)
        {
            throw S3Failure.BadRequest("AuthorizationHeaderMalformed", $"The credential scope must be '{scope}'.");
        }

        string canonical = string.Join('\n', request.Method, RawTarget.Encode(target.Path, keepsSlashes: true), CanonicalQuery(target), CanonicalHeaders(request, signed), string.Join(';', signed), payload);
        string toSign = string.Join('\n', Algorithm, date.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture), scope, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + options.SecretKey);
        foreach (string step in new[] { day, options.Region, "s3", "aws4_request", toSign })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key)), Encoding.ASCII.GetBytes(signature)))
        {
            throw new S3Failure(System.Net.HttpStatusCode.Forbidden, "SignatureDoesNotMatch", $"The signature does not match. The canonical request was: {canonical}");
        }
    }

    private static string CanonicalQuery(RawTarget target) => string.Join('&', target.Parameters
        .Where(pair => pair.Key != "X-Amz-Signature")
        .Select(pair => (Name: RawTarget.Encode(pair.Key, false), Value: RawTarget.Encode(pair.Value, false)))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private string CanonicalHeaders(HttpRequest request, string[] signed) => string.Concat(signed.Select(name =>
        $"{name}:{string.Join(',', request.Headers[NameOnTheWire(request, name)].Select(value => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))))}\n"));

    // A shortened part was signed with the length that it would have had.
    private string NameOnTheWire(HttpRequest request, string name) =>
        options.AllowsShortenedParts && name == "content-length" && request.Headers.ContainsKey("x-double-length") ? "x-double-length" : name;

    private static string Required(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out string? value) ? value : throw S3Failure.BadRequest("AuthorizationHeaderMalformed", $"{name} is missing.");

    private static DateTimeOffset ParseDate(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : throw S3Failure.Denied("X-Amz-Date is missing or malformed.");
}
