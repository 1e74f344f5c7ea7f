using System.Globalization;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>Conditional requests (RFC 9110 section 13), as far as S3 has them.</summary>
internal static class Conditions
{
    /// <summary>What a write may find in its place.</summary>
    public static void CheckWrite(S3Exchange exchange, StoredObject? existing)
    {
        if (exchange.Header("If-None-Match") is { } none)
        {
            if (none != "*")
            {
                throw new S3Failure(System.Net.HttpStatusCode.NotImplemented, "NotImplemented", "If-None-Match on a write takes * alone.");
            }

            if (existing is not null)
            {
                throw S3Failure.PreconditionFailed();
            }
        }

        if (exchange.Header("If-Match") is { } match)
        {
            if (existing is null)
            {
                throw S3Failure.NotFound("NoSuchKey", "The specified key does not exist.");
            }

            if (!Matches(match, existing.ETag))
            {
                throw S3Failure.PreconditionFailed();
            }
        }
    }

    /// <summary>What a read may find.</summary>
    public static void CheckRead(S3Exchange exchange, StoredObject stored)
    {
        if (exchange.Header("If-Match") is { } match)
        {
            if (!Matches(match, stored.ETag))
            {
                throw S3Failure.PreconditionFailed();
            }
        }
        else if (Date(exchange.Header("If-Unmodified-Since")) is { } unmodified && Seconds(stored.LastModified) > unmodified)
        {
            throw S3Failure.PreconditionFailed();
        }

        bool notModified = exchange.Header("If-None-Match") is { } none
            ? Matches(none, stored.ETag)
            : Date(exchange.Header("If-Modified-Since")) is { } modified && Seconds(stored.LastModified) <= modified;
        if (notModified)
        {
            throw new S3Failure(System.Net.HttpStatusCode.NotModified, "NotModified", "Not Modified");
        }
    }

    /// <summary>What a copy may find as its source.</summary>
    public static void CheckCopySource(S3Exchange exchange, StoredObject source)
    {
        bool fails = (exchange.Header("x-amz-copy-source-if-match") is { } match && !Matches(match, source.ETag))
            || (exchange.Header("x-amz-copy-source-if-none-match") is { } none && Matches(none, source.ETag))
            || (Date(exchange.Header("x-amz-copy-source-if-unmodified-since")) is { } unmodified && Seconds(source.LastModified) > unmodified)
            || (Date(exchange.Header("x-amz-copy-source-if-modified-since")) is { } modified && Seconds(source.LastModified) <= modified);
        if (fails)
        {
            throw S3Failure.PreconditionFailed();
        }
    }

    public static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static bool Matches(string condition, string etag) =>
        condition.Split(',', StringSplitOptions.TrimEntries).Any(one => one == "*" || one.Trim('"') == etag.Trim('"'));

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date : null;
}
