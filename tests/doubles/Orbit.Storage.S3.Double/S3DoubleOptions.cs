namespace Orbit.Storage.S3.Double;

/// <summary>How the endpoint behaves. The defaults are the limits and the strictness of Amazon S3, or stricter.</summary>
public sealed class S3DoubleOptions
{
    /// <summary>The one access key. Default: <c>orbit</c>.</summary>
    public string AccessKey { get; init; } = "orbit";

    /// <summary>Its secret. Default: a constant; the endpoint listens on the loopback address alone.</summary>
    public string SecretKey { get; init; } = "orbit-double-secret";

    /// <summary>The region that signatures must name. Default: <c>us-east-1</c>.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Whether bodies in the framing of <c>aws-chunked</c> are taken. The signatures of their chunks are not checked; checksums in trailers are. Default: false.</summary>
    public bool AllowAwsChunked { get; init; }

    /// <summary>
    /// Whether a body of a virtual bucket is believed to have the checksums that its headers name. For measurements alone: the server then costs all clients the
    /// same, whatever they ask it to check. Signatures of headers and lengths are still checked. Default: false.
    /// </summary>
    public bool TrustsVirtualBodies { get; init; }

    /// <summary>
    /// Whether an UploadPart with the header <c>x-double-length</c> and no body counts as a part of that length with the CRC-32 that it names, so that terabytes can
    /// be planned, sent and completed in seconds. Default: false.
    /// </summary>
    public bool AllowsShortenedParts { get; init; }

    /// <summary>The smallest part but the last. Default: 5 MiB.</summary>
    public long MinPartSize { get; init; } = 5L << 20;

    /// <summary>The largest part and the largest single PUT. Default: 5 GiB.</summary>
    public long MaxPartSize { get; init; } = 5L << 30;

    /// <summary>The largest object. Default: 5 TiB.</summary>
    public long MaxObjectSize { get; init; } = 5L << 40;

    /// <summary>The most parts. Default: 10,000.</summary>
    public int MaxParts { get; init; } = 10_000;

    /// <summary>Whether all parts but the last must have one size, as R2 asks. Default: false.</summary>
    public bool EqualParts { get; init; }

    /// <summary>A port for http and one for https; 0 lets the system choose. Default: 0 and 0.</summary>
    public (int Http, int Https) Ports { get; init; }
}
