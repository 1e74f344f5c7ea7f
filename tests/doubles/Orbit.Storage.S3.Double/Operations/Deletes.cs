using System.Text;
using System.Xml.Linq;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>DeleteObjects.</summary>
internal static class Deletes
{
    public static async Task DeleteAsync(S3Exchange exchange, Bucket bucket, Func<string, string?> findFault)
    {
        if (exchange.Header("Content-MD5") is null && !exchange.Request.Headers.Keys.Any(name => name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase)) && exchange.Header("x-amz-trailer") is null)
        {
            throw S3Failure.BadRequest("InvalidRequest", "Missing required header for this request: Content-MD5");
        }

        XElement document = await BodyReader.ReadXmlAsync(exchange);
        XElement[] objects = [.. document.Elements().Where(element => element.Name.LocalName == "Object")];
        if (objects.Length is 0 or > 1000)
        {
            throw S3Failure.BadRequest("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
        }

        bool isQuiet = Value(document, "Quiet") == "true";
        StringBuilder xml = Xml.Begin("DeleteResult");
        foreach (XElement element in objects)
        {
            string key = Value(element, "Key") ?? "";
            string? version = Value(element, "VersionId");
            if (findFault(key) is { } code)
            {
                _ = xml.Open("Error").Element("Key", key).Element("VersionId", version).Element("Code", code).Element("Message", "So the script says.").End("Error");
                continue;
            }

            StoredObject? gone = bucket.Delete(key, version, DateTimeOffset.UtcNow);
            if (!isQuiet)
            {
                _ = xml.Open("Deleted").Element("Key", key).Element("VersionId", version);
                _ = gone is { IsDeleteMarker: true } ? xml.Element("DeleteMarker", true).Element("DeleteMarkerVersionId", gone.VersionId) : xml;
                _ = xml.End("Deleted");
            }
        }

        await exchange.AnswerXmlAsync(xml.End("DeleteResult"));
    }

    private static string? Value(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}
