using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Orbit.Storage.S3.Double.Wire;

/// <summary>Reads a request's body and checks it against everything that its headers say of it.</summary>
internal static class BodyReader
{
    /// <summary>Reads the body.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="keep">Whether its bytes are kept.</param>
    /// <param name="trust">Whether the checksums that it names are believed.</param>
    /// <param name="wantsMd5">Whether its MD5 is needed, for an entity tag.</param>
    /// <param name="limit">The longest that it may be.</param>
    /// <param name="ofObject">Whether the checksums in the headers are those of an object, as at CompleteMultipartUpload, and not of this body.</param>
    public static async Task<BodyDigest> ReadAsync(S3Exchange exchange, bool keep, bool trust = false, bool wantsMd5 = false, long limit = long.MaxValue, bool ofObject = false)
    {
        IHeaderDictionary headers = exchange.Request.Headers;
        bool isChunked = exchange.PayloadHash.StartsWith("STREAMING-", StringComparison.Ordinal);
        long length = FindLength(exchange, headers, isChunked, limit);
        string[] checksums = trust || ofObject ? [] : [.. headers.Keys.Select(name => name.ToLowerInvariant()).Where(IsChecksum)];
        string trailer = isChunked ? headers["x-amz-trailer"].ToString().Trim().ToLowerInvariant() : "";
        if (headers.ContainsKey("x-amz-sdk-checksum-algorithm") && trailer.Length == 0 && !headers.Keys.Any(name => IsChecksum(name.ToLowerInvariant())))
        {
            throw S3Failure.BadRequest("InvalidRequest", "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
        }

        BodyDigest digest = new(keep ? GC.AllocateUninitializedArray<byte>(checked((int)length)) : null, !trust);
        foreach (string name in checksums)
        {
            digest.Want(name);
        }

        if (!trust && IsChecksum(trailer))
        {
            digest.Want(trailer);
        }

        if (!trust && (wantsMd5 || headers.ContentMD5.Count > 0))
        {
            digest.WantMd5();
        }

        if (!trust && exchange.PayloadHash.Length == 64)
        {
            digest.WantSha256();
        }

        AwsChunkedDecoder? decoder = isChunked ? new AwsChunkedDecoder() : null;
        await PumpAsync(exchange, digest, decoder);
        digest.Finish();
        if (digest.Length != length || decoder is { IsComplete: false })
        {
            throw S3Failure.BadRequest("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.");
        }

        if (!trust)
        {
            Check(exchange, digest, checksums, trailer, decoder);
        }

        return digest;
    }

    /// <summary>Reads a body that is a document.</summary>
    public static async Task<XElement> ReadXmlAsync(S3Exchange exchange, bool ofObject = false)
    {
        using BodyDigest digest = await ReadAsync(exchange, keep: true, limit: 8L << 20, ofObject: ofObject);
        try
        {
            return XDocument.Parse(Encoding.UTF8.GetString(digest.Kept!)).Root!;
        }
        catch (XmlException)
        {
            throw S3Failure.BadRequest("MalformedXML", "The XML you provided was not well-formed.");
        }
    }

    private static long FindLength(S3Exchange exchange, IHeaderDictionary headers, bool isChunked, long limit)
    {
        if (headers.TransferEncoding.Count > 0 || headers.ContentLength is not { } length)
        {
            throw new S3Failure(System.Net.HttpStatusCode.LengthRequired, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        }

        if (isChunked)
        {
            if (!exchange.Options.AllowAwsChunked)
            {
                throw new S3Failure(System.Net.HttpStatusCode.NotImplemented, "NotImplemented", "aws-chunked bodies are not taken here.");
            }

            length = long.Parse(headers["x-amz-decoded-content-length"].ToString(), CultureInfo.InvariantCulture);
        }
        else if (headers.ContentEncoding.ToString().Contains("aws-chunked", StringComparison.OrdinalIgnoreCase))
        {
            throw S3Failure.BadRequest("InvalidRequest", "Content-Encoding names aws-chunked and x-amz-content-sha256 does not.");
        }

        return length <= limit ? length : throw S3Failure.BadRequest("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
    }

    private static async Task PumpAsync(S3Exchange exchange, BodyDigest digest, AwsChunkedDecoder? decoder)
    {
        PipeReader reader = exchange.Request.BodyReader;
        for (bool ended = false; !ended;)
        {
            ReadResult result = await reader.ReadAsync(exchange.Aborted);
            foreach (ReadOnlyMemory<byte> piece in result.Buffer)
            {
                exchange.Call.BytesReceived += piece.Length;
                await exchange.DisturbUploadAsync();
                if (decoder is null)
                {
                    digest.Append(piece.Span);
                }
                else
                {
                    decoder.Feed(piece.Span, digest);
                }
            }

            reader.AdvanceTo(result.Buffer.End);
            ended = result.IsCompleted;
        }
    }

    private static void Check(S3Exchange exchange, BodyDigest digest, string[] checksums, string trailer, AwsChunkedDecoder? decoder)
    {
        IHeaderDictionary headers = exchange.Request.Headers;
        if (exchange.PayloadHash.Length == 64 && !exchange.PayloadHash.Equals(Convert.ToHexStringLower(digest.Sha256), StringComparison.Ordinal))
        {
            throw S3Failure.BadRequest("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }

        if (headers.ContentMD5.Count > 0 && headers.ContentMD5.ToString() != Convert.ToBase64String(digest.Md5))
        {
            throw S3Failure.BadRequest("BadDigest", "The Content-MD5 you specified did not match what we received.");
        }

        foreach (string name in checksums)
        {
            Compare(name, headers[name].ToString(), digest);
        }

        if (IsChecksum(trailer))
        {
            Compare(trailer, decoder!.Trailers.GetValueOrDefault(trailer, ""), digest);
        }
    }

    private static void Compare(string name, string value, BodyDigest digest)
    {
        if (value != digest.ValueOf(name))
        {
            throw S3Failure.BadRequest("BadDigest", $"The {name["x-amz-checksum-".Length..].ToUpperInvariant()} you specified did not match the calculated checksum.");
        }
    }

    private static bool IsChecksum(string name) => name.StartsWith("x-amz-checksum-", StringComparison.Ordinal) && name is not ("x-amz-checksum-type" or "x-amz-checksum-algorithm" or "x-amz-checksum-mode");
}
