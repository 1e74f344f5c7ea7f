using System.Net;
using System.Text;
using System.Xml.Linq;

namespace Orbit.Storage.S3.Tests.Servers;

/// <summary>A bucket seen past the backend: requests made and signed by hand, one at a time, each with its whole body in memory.</summary>
internal sealed class RawBucket : IDisposable
{
    private const int Lanes = 8;
    private readonly S3Server _server;
    private readonly HttpClient _client;

    private RawBucket(S3Server server, string name)
    {
        _server = server;
        Name = name;
        _client = server.Connect();
    }

    public string Name { get; }

    /// <summary>Makes a bucket with a name of its own.</summary>
    public static async Task<RawBucket> CreateAsync(S3Server server, bool keepsVersions, CancellationToken cancellationToken)
    {
        RawBucket bucket = new(server, $"orbit-{Guid.NewGuid():n}");
        await bucket.SendAsync(HttpMethod.Put, "", "", [], cancellationToken);
        if (keepsVersions)
        {
            byte[] enabled = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>Enabled</Status></VersioningConfiguration>"u8.ToArray();
            await bucket.SendAsync(HttpMethod.Put, "", SignatureV4.Query(("versioning", "")), enabled, cancellationToken);
        }

        return bucket;
    }

    public async Task PutAsync(string key, byte[] content, CancellationToken cancellationToken) => await SendAsync(HttpMethod.Put, key, "", content, cancellationToken);

    public Task<byte[]> GetAsync(string key, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, key, "", [], cancellationToken);

    /// <summary>All keys, by the first version of the listing, which the backend does not use.</summary>
    public async Task<IReadOnlyCollection<string>> ListAsync(CancellationToken cancellationToken)
    {
        List<string> keys = [];
        for (bool isTruncated = true; isTruncated;)
        {
            XElement page = await QueryAsync(cancellationToken, ("encoding-type", "url"), ("marker", keys.LastOrDefault() ?? ""));
            keys.AddRange(Texts(page, "Contents", "Key").Select(WebUtility.UrlDecode)!);
            isTruncated = Text(page, "IsTruncated") == "true";
        }

        return keys;
    }

    public async Task<IReadOnlyCollection<string>> ListUploadsAsync(CancellationToken cancellationToken) =>
        [.. Texts(await QueryAsync(cancellationToken, ("uploads", "")), "Upload", "Key")];

    /// <summary>Begins an upload in parts that nobody goes on with.</summary>
    public async Task BeginUploadAsync(string key, byte[]? part, CancellationToken cancellationToken)
    {
        string id = Text(XElement.Parse(Encoding.UTF8.GetString(await SendAsync(HttpMethod.Post, key, SignatureV4.Query(("uploads", "")), [], cancellationToken))), "UploadId");
        if (part is not null)
        {
            await SendAsync(HttpMethod.Put, key, SignatureV4.Query(("partNumber", "1"), ("uploadId", id)), part, cancellationToken);
        }
    }

    /// <summary>Removes the bucket with all that is in it.</summary>
    public async Task DeleteAsync(bool keepsVersions, CancellationToken cancellationToken)
    {
        await AbortAllAsync(cancellationToken);
        while (await FindObjectsAsync(keepsVersions, cancellationToken) is { Count: > 0 } objects)
        {
            await Parallel.ForEachAsync(
                objects, new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancellationToken }, async (found, token) =>
                    await SendAsync(HttpMethod.Delete, found.Key, found.Version is null ? "" : SignatureV4.Query(("versionId", found.Version)), [], token));
        }

        await SendAsync(HttpMethod.Delete, "", "", [], cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private async Task AbortAllAsync(CancellationToken cancellationToken)
    {
        foreach (XElement upload in Elements(await QueryAsync(cancellationToken, ("encoding-type", "url"), ("uploads", "")), "Upload"))
        {
            await SendAsync(HttpMethod.Delete, WebUtility.UrlDecode(Text(upload, "Key")), SignatureV4.Query(("uploadId", Text(upload, "UploadId"))), [], cancellationToken);
        }
    }

    private async Task<IReadOnlyCollection<(string Key, string? Version)>> FindObjectsAsync(bool keepsVersions, CancellationToken cancellationToken)
    {
        if (!keepsVersions)
        {
            return [.. (await ListAsync(cancellationToken)).Select(key => (key, (string?)null))];
        }

        XElement page = await QueryAsync(cancellationToken, ("encoding-type", "url"), ("versions", ""));
        return [.. Elements(page, "Version").Concat(Elements(page, "DeleteMarker")).Select(found => (WebUtility.UrlDecode(Text(found, "Key")), (string?)Text(found, "VersionId")))];
    }

    private async Task<XElement> QueryAsync(CancellationToken cancellationToken, params (string Name, string Value)[] parameters) =>
        XElement.Parse(Encoding.UTF8.GetString(await SendAsync(HttpMethod.Get, "", SignatureV4.Query(parameters), [], cancellationToken)));

    private async Task<byte[]> SendAsync(HttpMethod method, string key, string query, byte[] body, CancellationToken cancellationToken)
    {
        string path = $"/{Name}/{SignatureV4.Path(key)}";
        using HttpRequestMessage request = new(method, new Uri(_server.Endpoint.GetLeftPart(UriPartial.Authority) + path + (query.Length == 0 ? "" : "?" + query), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        SignatureV4.Sign(request, path, query, body, _server.AccessKey, _server.SecretKey);
        request.Content = method == HttpMethod.Put ? new ByteArrayContent(body) : null;
        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
        byte[] answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? answer
            : throw new HttpRequestException($"{method} {path}?{query}: {(int)response.StatusCode} {Encoding.UTF8.GetString(answer)}", null, response.StatusCode);
    }

    private static IEnumerable<XElement> Elements(XElement parent, string name) => parent.Elements().Where(element => element.Name.LocalName == name);

    private static string Text(XElement parent, string name) => Elements(parent, name).FirstOrDefault()?.Value ?? "";

    private static IEnumerable<string> Texts(XElement parent, string element, string child) => Elements(parent, element).Select(found => Text(found, child));
}
