using System.Globalization;
using System.Text;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>ListObjectVersions, without delimiters.</summary>
internal static class VersionListing
{
    public static async Task ListAsync(S3Exchange exchange, Bucket bucket)
    {
        string prefix = exchange.Query.GetValueOrDefault("prefix", "");
        string keyMarker = exchange.Query.GetValueOrDefault("key-marker", "");
        string versionMarker = exchange.Query.GetValueOrDefault("version-id-marker", "");
        bool encodes = exchange.Query.GetValueOrDefault("encoding-type") == "url";
        int most = Math.Min(1000, exchange.Query.TryGetValue("max-keys", out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : 1000);
        List<(StoredObject Version, bool IsLatest)> later = [.. bucket.Versions.Where(one => one.Version.Key.StartsWith(prefix, StringComparison.Ordinal))];
        if (keyMarker.Length > 0)
        {
            int index = later.FindIndex(one => one.Version.Key == keyMarker && one.Version.VersionId == versionMarker);
            later = index >= 0 ? later[(index + 1)..] : [.. later.Where(one => KeyOrder.Instance.Compare(one.Version.Key, keyMarker) > 0)];
        }

        bool isTruncated = later.Count > most;
        StringBuilder xml = Xml.Begin("ListVersionsResult").Element("Name", bucket.Name).Element("Prefix", Listings.Encode(prefix, encodes))
            .Element("KeyMarker", Listings.Encode(keyMarker, encodes)).Element("VersionIdMarker", versionMarker).Element("MaxKeys", most)
            .Element("EncodingType", encodes ? "url" : null).Element("IsTruncated", isTruncated);
        if (isTruncated)
        {
            _ = xml.Element("NextKeyMarker", Listings.Encode(later[most - 1].Version.Key, encodes)).Element("NextVersionIdMarker", later[most - 1].Version.VersionId);
        }

        foreach ((StoredObject version, bool isLatest) in later.Take(most))
        {
            string element = version.IsDeleteMarker ? "DeleteMarker" : "Version";
            _ = xml.Open(element).Element("Key", Listings.Encode(version.Key, encodes)).Element("VersionId", version.VersionId).Element("IsLatest", isLatest).Element("LastModified", version.LastModified);
            _ = version.IsDeleteMarker ? xml : xml.Element("ETag", version.ETag).Element("Size", version.Content.Length).Element("StorageClass", "STANDARD");
            _ = xml.End(element);
        }

        await exchange.AnswerXmlAsync(xml.End("ListVersionsResult"));
    }
}
