using Microsoft.AspNetCore.Http;

namespace Orbit.Storage.S3.Double;

/// <summary>One request as it was understood: what faults are matched with and what assertions read.</summary>
public sealed class S3Call
{
    private readonly Dictionary<string, string> _headers;

    internal S3Call(long number, string operation, string bucket, string key, HttpContext context, Wire.RawTarget target)
    {
        Number = number;
        Operation = operation;
        Bucket = bucket;
        Key = key;
        Method = context.Request.Method;
        Query = target.Query;
        _headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        ConnectionId = context.Connection.Id;
        IsEncrypted = context.Request.IsHttps;
    }

    /// <summary>Its place among all requests, from 1.</summary>
    public long Number { get; }

    /// <summary>The operation as S3's API reference names it.</summary>
    public string Operation { get; }

    public string Method { get; }

    public string Bucket { get; }

    /// <summary>The key, decoded; empty where the request is about the bucket.</summary>
    public string Key { get; }

    /// <summary>The query's parameters, decoded.</summary>
    public IReadOnlyDictionary<string, string> Query { get; }

    public string ConnectionId { get; }

    public bool IsEncrypted { get; }

    /// <summary>The number of the part, from 1; 0 where it is not about a part.</summary>
    public int PartNumber => Query.TryGetValue("partNumber", out string? text) && int.TryParse(text, out int number) ? number : 0;

    /// <summary>How many bytes of body arrived, framing included.</summary>
    public long BytesReceived { get; internal set; }

    /// <summary>How many bytes of an object's content were sent.</summary>
    public long BytesSent { get; internal set; }

    /// <summary>The status of the answer; 0 before it, and where the connection was dropped instead.</summary>
    public int Status { get; internal set; }

    /// <summary>The error's code, or null.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>A header of the request, or null.</summary>
    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <inheritdoc/>
    public override string ToString() => $"{Number} {Operation} {Bucket}/{Key} {Header("Range")} {(PartNumber == 0 ? "" : $"part {PartNumber}")} -> {Status} {ErrorCode}";
}
