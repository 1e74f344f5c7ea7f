using System.Globalization;
using System.Net;
using System.Text;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>ListObjectsV2 and its predecessor.</summary>
internal static class Listings
{
    public static async Task ListAsync(S3Exchange exchange, Bucket bucket)
    {
        bool isSecond = exchange.Query.GetValueOrDefault("list-type") == "2";
        string prefix = exchange.Query.GetValueOrDefault("prefix", "");
        string delimiter = exchange.Query.GetValueOrDefault("delimiter", "");
        bool encodes = exchange.Query.GetValueOrDefault("encoding-type") == "url";
        int most = Math.Min(1000, exchange.Query.TryGetValue("max-keys", out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : 1000);
        string? token = exchange.Query.GetValueOrDefault("continuation-token");
        string? startAfter = exchange.Query.GetValueOrDefault(isSecond ? "start-after" : "marker");
        (string? position, bool isPrefix) = token is null ? (startAfter, false) : DecodeToken(token);
        isPrefix |= !isSecond && delimiter.Length > 0 && startAfter?.EndsWith(delimiter, StringComparison.Ordinal) == true;
        ListingPage page = ListingPage.Read(bucket.Keys, prefix, delimiter, position, isPrefix, most);
        StringBuilder xml = Xml.Begin("ListBucketResult").Element("Name", bucket.Name).Element("Prefix", Encode(prefix, encodes)).Element("MaxKeys", most)
            .Element("Delimiter", delimiter.Length == 0 ? null : Encode(delimiter, encodes)).Element("EncodingType", encodes ? "url" : null).Element("IsTruncated", page.IsTruncated);
        if (isSecond)
        {
            _ = xml.Element("KeyCount", page.Objects.Count + page.Prefixes.Count).Element("ContinuationToken", token).Element("StartAfter", startAfter is null ? null : Encode(startAfter, encodes));
            if (page.IsTruncated && !exchange.Fault.OmitToken)
            {
                _ = xml.Element("NextContinuationToken", exchange.Fault.RepeatToken && token is not null ? token : EncodeToken(page));
            }
        }
        else
        {
            _ = xml.Element("Marker", Encode(startAfter ?? "", encodes)).Element("NextMarker", page.IsTruncated && delimiter.Length > 0 ? Encode(page.Last, encodes) : null);
        }

        foreach (ListedObject listed in page.Objects)
        {
            _ = xml.Open("Contents").Element("Key", Encode(listed.Key, encodes)).Element("LastModified", listed.LastModified).Element("ETag", listed.ETag)
                .Element("Size", listed.Size).Element("StorageClass", "STANDARD").End("Contents");
        }

        foreach (string common in page.Prefixes)
        {
            _ = xml.Open("CommonPrefixes").Element("Prefix", Encode(common, encodes)).End("CommonPrefixes");
        }

        await exchange.AnswerXmlAsync(xml.End("ListBucketResult"));
    }

    /// <summary>Encodes as S3 does where <c>encoding-type=url</c> is asked: as a form, with a plus for a space, and slashes as they are.</summary>
    public static string Encode(string text, bool encodes) =>
        !encodes || text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '/') ? text : WebUtility.UrlEncode(text).Replace("%2F", "/", StringComparison.Ordinal);

    private static string EncodeToken(ListingPage page) => Convert.ToBase64String(Encoding.UTF8.GetBytes((page.LastIsPrefix ? "p/" : "k/") + page.Last));

    private static (string Position, bool IsPrefix) DecodeToken(string token)
    {
        byte[] bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out int length) && Encoding.UTF8.GetString(bytes.AsSpan(0, length)) is ['p' or 'k', '/', ..] text
            ? (text[2..], text[0] == 'p')
            : throw S3Failure.BadRequest("InvalidArgument", "The continuation token provided is incorrect");
    }
}
