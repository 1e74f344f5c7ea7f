using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using Orbit.Storage.S3.Double.Content;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>GetObject and HeadObject.</summary>
internal static class ObjectReads
{
    public static async Task GetAsync(S3Exchange exchange, Bucket bucket)
    {
        StoredObject stored = Find(exchange, bucket);
        ObjectHeaders.RequireCustomerKey(exchange, stored);
        Conditions.CheckRead(exchange, stored);
        ObjectHeaders.Write(exchange, stored);
        foreach ((string name, string value) in exchange.Query.Where(pair => pair.Key.StartsWith("response-", StringComparison.Ordinal)))
        {
            exchange.Response.Headers[name["response-".Length..]] = value;
        }

        RequestedRange? requested = RequestedRange.Of(exchange, stored);

        // S3 sends the checksum of the whole only with the whole, though it be asked for as a range.
        bool isWhole = requested is null || (requested.Value.Start == 0 && requested.Value.Length == stored.Content.Length);
        if (isWhole && exchange.Header("x-amz-checksum-mode") == "ENABLED" && stored.Checksum is { } checksum)
        {
            exchange.Response.Headers["x-amz-checksum-crc32"] = Crc32.ToBase64(checksum);
            exchange.Response.Headers["x-amz-checksum-type"] = "FULL_OBJECT";
        }

        if (requested is { } range)
        {
            exchange.Begin(HttpStatusCode.PartialContent);
            await SendAsync(exchange, stored, range.Start, range.Length, isPartial: true);
        }
        else
        {
            exchange.Begin(HttpStatusCode.OK);
            await SendAsync(exchange, stored, 0, stored.Content.Length, isPartial: false);
        }
    }

    public static StoredObject Find(S3Exchange exchange, Bucket bucket)
    {
        string? versionId = exchange.Query.GetValueOrDefault("versionId");
        StoredObject? stored = bucket.Find(exchange.Call.Key, versionId);
        if (stored is { IsDeleteMarker: true })
        {
            exchange.Response.Headers["x-amz-delete-marker"] = "true";
            throw versionId is null
                ? S3Failure.NotFound("NoSuchKey", "The specified key does not exist.")
                : new S3Failure(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", "The specified method is not allowed against this resource.");
        }

        return stored ?? throw S3Failure.NotFound(versionId is null ? "NoSuchKey" : "NoSuchVersion", "The specified key does not exist.");
    }

    private static async Task SendAsync(S3Exchange exchange, StoredObject stored, long start, long length, bool isPartial)
    {
        Fault fault = exchange.Fault;
        if (isPartial && !fault.OmitContentRange)
        {
            exchange.Response.Headers.ContentRange =
                $"bytes {(start + fault.ShiftRangeBy).ToString(CultureInfo.InvariantCulture)}-{start + fault.ShiftRangeBy + length - 1}/{stored.Content.Length}";
        }

        start += fault.ShiftRangeBy;
        long sent = Math.Max(0, length - fault.ShortenBodyBy);
        exchange.Response.ContentLength = sent + fault.LengthenBodyBy;
        if (exchange.Request.Method == "HEAD")
        {
            return;
        }

        PipeWriter output = exchange.Response.BodyWriter;
        long end = start + sent;
        while (start < end)
        {
            long piece = NextPiece(fault, exchange.Call.BytesSent, end - start);
            if (piece == 0)
            {
                await output.FlushAsync(exchange.Aborted);
                await DisturbAsync(exchange);
                continue;
            }

            if (fault.CorruptContent)
            {
                await output.WriteAsync(new byte[piece], exchange.Aborted);
            }
            else
            {
                await stored.Content.WriteToAsync(output, start, piece, exchange.Aborted);
            }

            start += piece;
            exchange.Call.BytesSent += piece;
            if (fault.TricklePiece is not null)
            {
                await Task.Delay(fault.TrickleEvery, exchange.Aborted);
            }
        }

        if (fault.LengthenBodyBy > 0)
        {
            await output.WriteAsync(new byte[fault.LengthenBodyBy], exchange.Aborted);
        }
    }

    private static long NextPiece(Fault fault, long sent, long left)
    {
        long piece = Math.Min(left, fault.TricklePiece ?? left);
        piece = fault.ResetDownloadAfter is { } reset ? Math.Min(piece, Math.Max(0, reset - sent)) : piece;
        return fault.StallDownloadAfter is { } stall ? Math.Min(piece, Math.Max(0, stall - sent)) : piece;
    }

    private static async Task DisturbAsync(S3Exchange exchange)
    {
        if (exchange.Fault.StallDownloadAfter is not null)
        {
            await exchange.StallAsync();
        }

        // What was flushed is given the time to leave: a reset throws away what the system has not sent.
        await Task.Delay(20, exchange.Aborted);
        exchange.Drop();
    }
}
