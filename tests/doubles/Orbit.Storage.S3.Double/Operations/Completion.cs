using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Orbit.Storage.S3.Double.Content;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double.Operations;

/// <summary>CompleteMultipartUpload: every rule that S3 has about the list of parts, then the object all at once.</summary>
internal static class Completion
{
    public static async Task CompleteAsync(S3Exchange exchange, Bucket bucket)
    {
        XElement document = await BodyReader.ReadXmlAsync(exchange, ofObject: true);
        MultipartUpload upload = Uploads.Find(exchange, bucket);
        List<UploadedPart> parts = Match(exchange, upload, document);
        long length = parts.Sum(part => part.Content.Length);
        uint checksum = parts.Aggregate(0u, (before, part) => Crc32.Combine(before, part.Crc32, part.Content.Length));
        CheckWhole(exchange, upload, length, checksum);
        string etag = TagOf(bucket, parts, length, checksum);
        StoredObject made = upload.Template with
        {
            Content = bucket.Options.IsVirtual ? new PatternContent(length, bucket.Options.Seed) : new JoinedContent([.. parts.Select(part => part.Content)]),
            ETag = etag,
            LastModified = DateTimeOffset.UtcNow,
            Checksum = upload is { ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" } ? checksum : null,
            PartLengths = [.. parts.Select(part => part.Content.Length)],
        };
        StoredObject stored = bucket.Put(made, before => Conditions.CheckWrite(exchange, before));
        bucket.Uploads.TryRemove(upload.Id, out _);
        ObjectHeaders.WriteVersion(exchange, stored);
        StringBuilder xml = Xml.Begin("CompleteMultipartUploadResult").Element("Location", $"/{bucket.Name}/{upload.Key}").Element("Bucket", bucket.Name)
            .Element("Key", upload.Key).Element("ETag", etag);
        if (stored.Checksum is { } whole)
        {
            _ = xml.Element("ChecksumCRC32", Crc32.ToBase64(whole)).Element("ChecksumType", "FULL_OBJECT");
        }

        await exchange.AnswerXmlAsync(xml.End("CompleteMultipartUploadResult"));
    }

    private static List<UploadedPart> Match(S3Exchange exchange, MultipartUpload upload, XElement document)
    {
        List<UploadedPart> parts = [];
        foreach (XElement element in document.Elements().Where(element => element.Name.LocalName == "Part"))
        {
            int number = int.Parse(Value(element, "PartNumber") ?? throw Malformed(), CultureInfo.InvariantCulture);
            string tag = (Value(element, "ETag") ?? throw Malformed()).Trim('"');
            if (parts.Count > 0 && number <= parts[^1].Number)
            {
                throw S3Failure.BadRequest("InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }

            if (!upload.Parts.TryGetValue(number, out UploadedPart? part) || part.ETag.Trim('"') != tag)
            {
                throw S3Failure.BadRequest("InvalidPart", $"One or more of the specified parts could not be found: part {number}.");
            }

            if (Value(element, "ChecksumCRC32") is { } checksum && checksum != Crc32.ToBase64(part.Crc32))
            {
                throw S3Failure.BadRequest("InvalidPart", $"The checksum of part {number} is not the one that it was uploaded with.");
            }

            parts.Add(part);
        }

        if (parts.Count == 0 || parts.Count > exchange.Options.MaxParts)
        {
            throw Malformed();
        }

        if (parts.SkipLast(1).FirstOrDefault(part => part.Content.Length < exchange.Options.MinPartSize) is { } small)
        {
            throw S3Failure.BadRequest("EntityTooSmall", $"Your proposed upload is smaller than the minimum allowed size: part {small.Number} has {small.Content.Length} bytes.");
        }

        if (exchange.Options.EqualParts && parts.SkipLast(1).Any(part => part.Content.Length != parts[0].Content.Length))
        {
            throw S3Failure.BadRequest("InvalidPart", "All non-trailing parts must have the same length.");
        }

        return parts;
    }

    private static void CheckWhole(S3Exchange exchange, MultipartUpload upload, long length, uint checksum)
    {
        if (length > exchange.Options.MaxObjectSize)
        {
            throw S3Failure.BadRequest("EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.");
        }

        if (exchange.Header("x-amz-mp-object-size") is { } size && size != length.ToString(CultureInfo.InvariantCulture))
        {
            throw S3Failure.BadRequest("InvalidRequest", $"The provided 'x-amz-mp-object-size' header does not match the object's size, {length}.");
        }

        if (exchange.Header("x-amz-checksum-type") is { } type && type != (upload.ChecksumType ?? "COMPOSITE"))
        {
            throw S3Failure.BadRequest("InvalidRequest", "The checksum type is not the one that the upload was created with.");
        }

        if (exchange.Header("x-amz-checksum-crc32") is { } whole)
        {
            if (upload is not { ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" })
            {
                throw S3Failure.BadRequest("InvalidRequest", "The upload was created with another checksum algorithm or type.");
            }

            if (whole != Crc32.ToBase64(checksum))
            {
                throw S3Failure.BadRequest("BadDigest", "The CRC32 you specified did not match the calculated checksum.");
            }
        }
    }

    private static string TagOf(Bucket bucket, List<UploadedPart> parts, long length, uint checksum)
    {
        if (bucket.Options.IsVirtual)
        {
            return $"\"{length:x16}{checksum:x16}-{parts.Count}\"";
        }

        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (UploadedPart part in parts)
        {
            md5.AppendData(Convert.FromHexString(part.ETag.Trim('"')));
        }

        return $"\"{Convert.ToHexStringLower(md5.GetHashAndReset())}-{parts.Count}\"";
    }

    private static string? Value(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;

    private static S3Failure Malformed() => S3Failure.BadRequest("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
}
