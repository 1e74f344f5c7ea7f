using System.Net;
using System.Text;
using System.Xml.Linq;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>What is asked of buckets, and tags of objects.</summary>
internal static class BucketCalls
{
    public static Task ListAsync(S3Exchange exchange, IEnumerable<Bucket> buckets)
    {
        StringBuilder xml = Xml.Begin("ListAllMyBucketsResult").Open("Buckets");
        foreach (Bucket bucket in buckets.OrderBy(bucket => bucket.Name, StringComparer.Ordinal))
        {
            _ = xml.Open("Bucket").Element("Name", bucket.Name).Element("CreationDate", DateTimeOffset.UnixEpoch).End("Bucket");
        }

        return exchange.AnswerXmlAsync(xml.End("Buckets").End("ListAllMyBucketsResult"));
    }

    public static Task LocateAsync(S3Exchange exchange) =>
        exchange.AnswerXmlAsync(Xml.Begin("LocationConstraint").Append(exchange.Options.Region == "us-east-1" ? "" : exchange.Options.Region).End("LocationConstraint"));

    public static Task GetVersioningAsync(S3Exchange exchange, Bucket bucket) =>
        exchange.AnswerXmlAsync(Xml.Begin("VersioningConfiguration").Element("Status", bucket.IsVersioned ? "Enabled" : null).End("VersioningConfiguration"));

    public static async Task PutVersioningAsync(S3Exchange exchange, Bucket bucket)
    {
        XElement document = await BodyReader.ReadXmlAsync(exchange);
        bucket.IsVersioned = document.Elements().Any(element => element.Name.LocalName == "Status" && element.Value == "Enabled");
        await exchange.AnswerAsync();
    }

    public static Task GetTagsAsync(S3Exchange exchange, Bucket bucket)
    {
        StringBuilder xml = Xml.Begin("Tagging").Open("TagSet");
        foreach (string pair in ObjectReads.Find(exchange, bucket).Tags.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] tag = pair.Split('=', 2);
            _ = xml.Open("Tag").Element("Key", WebUtility.UrlDecode(tag[0])).Element("Value", WebUtility.UrlDecode(tag.Length == 2 ? tag[1] : "")).End("Tag");
        }

        return exchange.AnswerXmlAsync(xml.End("TagSet").End("Tagging"));
    }

    public static async Task PutTagsAsync(S3Exchange exchange, Bucket bucket)
    {
        XElement document = await BodyReader.ReadXmlAsync(exchange);
        StoredObject stored = ObjectReads.Find(exchange, bucket);
        IEnumerable<string> tags = document.Descendants().Where(element => element.Name.LocalName == "Tag").Select(tag => string.Join(
            '=', tag.Elements().OrderBy(element => element.Name.LocalName, StringComparer.Ordinal).Select(element => WebUtility.UrlEncode(element.Value))));
        _ = bucket.Put(stored with { Tags = string.Join('&', tags) }, _ => { });
        await exchange.AnswerAsync();
    }
}
