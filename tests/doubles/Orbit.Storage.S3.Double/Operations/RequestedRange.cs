using System.Globalization;
using System.Net;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>Which bytes a read asks for, by Range or by part number.</summary>
internal readonly record struct RequestedRange(long Start, long Length)
{
    /// <summary>The range, or null for everything.</summary>
    public static RequestedRange? Of(S3Exchange exchange, StoredObject stored)
    {
        if (exchange.Fault.IgnoreRange)
        {
            return null;
        }

        if (exchange.Call.PartNumber > 0)
        {
            return OfPart(exchange, stored);
        }

        return exchange.Header("Range") is { } text && text.StartsWith("bytes=", StringComparison.Ordinal) && !text.Contains(',')
            ? Parse(exchange, text["bytes=".Length..].Split('-', 2), stored.Content.Length)
            : null;
    }

    private static RequestedRange? Parse(S3Exchange exchange, string[] ends, long length)
    {
        if (ends.Length != 2 || !IsNumber(ends[0]) || !IsNumber(ends[1]) || (ends[0].Length == 0 && ends[1].Length == 0))
        {
            return null;
        }

        long start = ends[0].Length == 0 ? Math.Max(0, length - Number(ends[1])) : Number(ends[0]);
        long end = ends[0].Length == 0 || ends[1].Length == 0 ? length : Math.Min(length, Number(ends[1]) + 1);
        if (start >= length || end <= start)
        {
            exchange.Response.Headers.Remove("ETag");
            exchange.Response.Headers.ContentRange = $"bytes */{length.ToString(CultureInfo.InvariantCulture)}";
            throw new S3Failure(HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange", "The requested range is not satisfiable");
        }

        return new RequestedRange(start, end - start);
    }

    private static RequestedRange? OfPart(S3Exchange exchange, StoredObject stored)
    {
        int count = Math.Max(1, stored.PartLengths.Count);
        int number = exchange.Call.PartNumber;
        if (number > count)
        {
            throw new S3Failure(HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidPartNumber", "The requested partnumber is not satisfiable");
        }

        if (stored.PartLengths.Count == 0)
        {
            return stored.Content.Length == 0 ? null : new RequestedRange(0, stored.Content.Length);
        }

        exchange.Response.Headers["x-amz-mp-parts-count"] = count.ToString(CultureInfo.InvariantCulture);
        return new RequestedRange(stored.PartLengths.Take(number - 1).Sum(), stored.PartLengths[number - 1]);
    }

    private static bool IsNumber(string text) => text.All(char.IsAsciiDigit) && text.Length < 19;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
